import { phoneFunction } from '../core/entry/phone';
import { accountActions } from '../core/usecases/account';

export const main = phoneFunction(accountActions);
