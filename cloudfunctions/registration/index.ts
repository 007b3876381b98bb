import { phoneFunction } from '../core/entry/phone';
import { registrationActions } from '../core/usecases/registration';

export const main = phoneFunction(registrationActions);
