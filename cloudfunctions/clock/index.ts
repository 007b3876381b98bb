import { clockFunction } from '../core/entry/clock';
import { jobs } from '../core/usecases/clock';

export const main = clockFunction(jobs);
