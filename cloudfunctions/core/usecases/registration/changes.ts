import type { FieldChange, RegistrationField } from '../../../../typings/api';
import { CONTACT_FIELDS, OPTIONAL_FIELDS } from '../../domain/optional-fields';
import type { PersonFields, RegistrationDocument } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';

/** What an applicant filled in, as it is stored. */
export type Filled = PersonFields & Pick<RegistrationDocument, 'branchId' | 'typedNumber'>;

const PLAIN = [
  'branchId',
  'name',
  'idType',
  'birthDate',
  'gender',
  'joinMonth',
  'typedNumber',
  ...OPTIONAL_FIELDS,
] as const satisfies readonly RegistrationField[];

/**
 * The fields that are different in what was sent again, for the reviewer to look at first. ID numbers and
 * contact data are compared opened and told masked: two of them may look the same.
 */
export function changesOf(secrets: Secrets, before: Filled, after: Filled): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of PLAIN) {
    const [from, to] = [before[field] ?? null, after[field] ?? null];
    if (from !== to) changes.push({ field, before: from, after: to });
  }
  const opened = (sealed: string | null): string | null => (sealed ? secrets.open(sealed) : null);
  for (const field of ['idNumber', ...CONTACT_FIELDS] as const) {
    const [from, to] = [before[`${field}Masked`] ?? null, after[`${field}Masked`]];
    if (opened(before[`${field}Sealed`]) !== opened(after[`${field}Sealed`])) {
      changes.push({ field, before: from, after: to });
    }
  }
  for (const field of ['joinedInProvince', 'isCadre'] as const) {
    const [from, to] = [String(before[field] ?? false), String(after[field])];
    if (from !== to) changes.push({ field, before: from, after: to });
  }
  return changes;
}
