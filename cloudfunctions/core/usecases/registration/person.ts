import type { CheckedForm } from '../../domain/registration-form';
import { maskIdNumber } from '../../domain/id-number';
import type { AccountDocument, PersonFields, RegistrationDocument } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';

/** Personal fields as they are stored: sealed to be read again, hashed to be compared, masked for lists. */
export function personFields(
  secrets: Secrets,
  form: CheckedForm,
  account: AccountDocument,
): PersonFields {
  return {
    name: form.name,
    idType: form.idType,
    idNumberSealed: secrets.seal(form.idNumber),
    idNumberHash: secrets.hash('idNumber', form.idNumber),
    idNumberMasked: maskIdNumber(form.idNumber),
    birthDate: form.birthDate,
    gender: form.gender,
    phoneSealed: account.phoneSealed,
    phoneHash: account.phoneHash,
    phoneMasked: account.phoneMasked,
    joinMonth: form.joinMonth,
    joinedInProvince: form.joinedInProvince,
    ethnicity: form.ethnicity,
    education: form.education,
    politicalStatus: form.politicalStatus,
    joinUnit: form.joinUnit,
  };
}

/** The personal fields of a registration, as its member record takes them over. */
export const personOf = (registration: RegistrationDocument): PersonFields => ({
  name: registration.name,
  idType: registration.idType,
  idNumberSealed: registration.idNumberSealed,
  idNumberHash: registration.idNumberHash,
  idNumberMasked: registration.idNumberMasked,
  birthDate: registration.birthDate,
  gender: registration.gender,
  phoneSealed: registration.phoneSealed,
  phoneHash: registration.phoneHash,
  phoneMasked: registration.phoneMasked,
  joinMonth: registration.joinMonth,
  joinedInProvince: registration.joinedInProvince,
  ethnicity: registration.ethnicity,
  education: registration.education,
  politicalStatus: registration.politicalStatus,
  joinUnit: registration.joinUnit,
});

export const joinYearOf = ({ joinMonth }: { joinMonth: string }): number =>
  Number(joinMonth.slice(0, 4));
