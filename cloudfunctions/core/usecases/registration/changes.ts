import type { FieldChange, RegistrationField } from '../../../../typings/api';
import type { PersonFields, RegistrationDocument } from '../../ports/documents';

/** What an applicant filled in, as it is stored. */
export type Filled = PersonFields & Pick<RegistrationDocument, 'branchId' | 'typedNumber'>;

const PLAIN = [
  'branchId',
  'name',
  'birthDate',
  'gender',
  'joinMonth',
  'typedNumber',
  'ethnicity',
  'education',
  'politicalStatus',
  'joinUnit',
] as const satisfies readonly RegistrationField[];

/**
 * The fields that are different in what was sent again, for the reviewer to look at first. ID numbers are
 * compared by their hash and told masked: two of them may look the same.
 */
export function changesOf(before: Filled, after: Filled): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of PLAIN) {
    if (before[field] === after[field]) continue;
    changes.push({ field, before: before[field], after: after[field] });
  }
  if (before.idNumberHash !== after.idNumberHash) {
    const [from, to] = [before.idNumberMasked, after.idNumberMasked];
    changes.push({ field: 'idNumber', before: from, after: to });
  }
  if (before.joinedInProvince !== after.joinedInProvince) {
    const [from, to] = [String(before.joinedInProvince), String(after.joinedInProvince)];
    changes.push({ field: 'joinedInProvince', before: from, after: to });
  }
  return changes;
}
