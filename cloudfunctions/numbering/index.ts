import { phoneFunction } from '../core/entry/phone';
import { numberingActions } from '../core/usecases/numbering';

export const main = phoneFunction(numberingActions);
