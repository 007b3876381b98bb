import { phoneFunction } from '../core/entry/phone';
import { reviewActions } from '../core/usecases/review';

export const main = phoneFunction(reviewActions);
