import type { RegistrationForm } from '../../typings/api';
import type { Draft } from '../checks/form';
import { checkDraft } from '../checks/form';
import { optionalFields, optionalTexts } from '../checks/optional';
import { ageRules } from './province';

const orUndefined = (text: string): string | undefined => text.trim() || undefined;

/** The form as it is sent: what does not belong to this kind of person is left out. */
export function toForm(draft: Draft, wantsOwnNumber: boolean, now: number): RegistrationForm {
  const { mode } = checkDraft(draft, now, ageRules());
  const asked = optionalFields(draft.isCadre);
  const isResident = draft.idType === 'RESIDENT';
  return {
    branchId: draft.branchId,
    name: draft.name,
    idType: draft.idType,
    idNumber: draft.idNumber,
    birthDate: isResident ? undefined : orUndefined(draft.birthDate),
    gender: isResident ? undefined : draft.gender || undefined,
    joinMonth: draft.joinMonth,
    joinedInProvince: draft.joinedInProvince,
    typedNumber: mode === 'AUTO' && !wantsOwnNumber ? undefined : orUndefined(draft.typedNumber),
    ...optionalTexts((field) => (asked.indexOf(field) < 0 ? undefined : orUndefined(draft[field]))),
    isCadre: draft.isCadre || undefined,
    consent: true,
  };
}

/** A form that was sent before, to be changed. */
export const toDraft = (form: RegistrationForm): Draft => ({
  branchId: form.branchId,
  name: form.name,
  idType: form.idType,
  idNumber: form.idNumber,
  birthDate: form.birthDate ?? '',
  gender: form.gender ?? '',
  joinMonth: form.joinMonth,
  joinedInProvince: form.joinedInProvince,
  typedNumber: form.typedNumber ?? '',
  ...optionalTexts((field) => form[field] ?? ''),
  isCadre: form.isCadre ?? false,
});
