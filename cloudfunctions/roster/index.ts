import { phoneFunction } from '../core/entry/phone';
import { rosterActions } from '../core/usecases/roster';

export const main = phoneFunction(rosterActions);
