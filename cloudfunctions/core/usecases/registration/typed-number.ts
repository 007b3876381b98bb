import { contains } from '../../domain/intervals';
import { FIRST_MANAGED_YEAR, isMemberNumber, yearOf } from '../../domain/member-number';
import { PROMPTS } from '../../domain/prompts';
import type { Refusal } from '../../domain/refusal';
import { invalidField } from '../../domain/refusal';
import type { RangeGuardDocument } from '../../ports/documents';
import type { Context } from '../action';

/** Ranges are managed from 2020 on and for numbers of 12 digits; older ones lie in none. */
export const guardIdOf = (number: string): string | null =>
  isMemberNumber(number) && yearOf(number) >= FIRST_MANAGED_YEAR ? String(yearOf(number)) : null;

const insideManagedRange = (): Refusal =>
  invalidField(
    'typedNumber',
    '该编号属于本省系统分配的编号区间，不能自行填写。请核对《入团志愿书》封面，或联系团支书更正入团信息。',
  );

/** Throws INVALID for a number inside a range of the province: that is how numbers used to be taken. */
export function requireOutsideRanges(guard: RangeGuardDocument | null, number: string): void {
  if (guard && contains(guard.ranges, Number(number))) throw insideManagedRange();
}

/**
 * Checks somebody's own number before it is submitted (row 22); approval checks again, in its transaction. At most two
 * requests. Throws INVALID (inside a range, or somebody's already).
 */
export async function checkOwnNumber(context: Context, number: string): Promise<void> {
  const guardId = guardIdOf(number);
  if (guardId) requireOutsideRanges(await context.database.get('rangeGuards', guardId), number);
  if (await context.database.get('numbers', number)) {
    throw invalidField('typedNumber', PROMPTS.numberTaken);
  }
}
