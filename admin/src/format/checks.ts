import { plainDigits } from './numbers';

/** The problem with a reason that has to be given, or an empty text. */
export const reasonProblem = (reason: string, what: string): string =>
  reason.trim().length < 2 ? `请写明${what}，2 个字以上。` : '';

/** Whether something typed, spaces and hyphens aside, is a mobile phone's number. */
export const isPhone = (typed: string): boolean => /^1[3-9]\d{9}$/.test(plainDigits(typed));
