/** Operators of expressions that replace mingo's, where those differ from MongoDB's or are not there. */
import { COMPARING } from './comparing';
import { DATES } from './dates';
import { LISTS } from './lists';
import { NUMBERS } from './numbers';
import type { Expression } from './operands';
import { TEXTS } from './texts';

export const EXPRESSION_CORRECTIONS: Readonly<Record<string, Expression>> = {
  ...COMPARING,
  ...NUMBERS,
  ...LISTS,
  ...TEXTS,
  ...DATES,
};
