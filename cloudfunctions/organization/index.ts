import { phoneFunction } from '../core/entry/phone';
import { organizationActions } from '../core/usecases/organization';

export const main = phoneFunction(organizationActions);
