import { get } from './get';
import { list } from './list';
import { pass } from './pass';
import { returnToApplicant } from './return';

export const reviewActions = [list, get, pass, returnToApplicant];
