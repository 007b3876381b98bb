import type { OptionalAnswers, OptionalField } from '../../../../typings/api';
import { maskIdNumber } from '../../domain/id-number';
import { CONTACT_FIELDS, maskContact, optionalTexts, recordOf } from '../../domain/optional-fields';
import type { CheckedForm } from '../../domain/registration-form';
import type { AccountDocument, ContactFields, PersonFields } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';

const CONTACT_KEYS = CONTACT_FIELDS.flatMap(
  (field) => [`${field}Sealed`, `${field}Masked`] as const,
);

type OptionalKey = OptionalField | keyof ContactFields | 'isCadre';

/** What may be left empty, of somebody who left all of it empty. */
export const noAnswers = (): Pick<PersonFields, OptionalKey> => ({
  isCadre: false,
  ...optionalTexts({}),
  ...recordOf(CONTACT_KEYS, () => null),
});

function contactFields(secrets: Secrets, answers: OptionalAnswers): ContactFields {
  const kept: ContactFields = recordOf(CONTACT_KEYS, () => null);
  for (const field of CONTACT_FIELDS) {
    const value = answers[field];
    if (value === null) continue;
    kept[`${field}Sealed`] = secrets.seal(value);
    kept[`${field}Masked`] = maskContact(field, value);
  }
  return kept;
}

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
    isCadre: form.isCadre,
    ...optionalTexts(form),
    ...contactFields(secrets, form),
  };
}

/** The personal fields of a registration, as its member record takes them over. */
export const personOf = (registration: PersonFields): PersonFields => ({
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
  isCadre: registration.isCadre ?? false,
  ...optionalTexts(registration),
  ...recordOf(CONTACT_KEYS, (key) => registration[key] ?? null),
});

/** The optional fields of a stored person as others may see them: contact data masked. */
export const optionalView = (person: Pick<PersonFields, OptionalKey>): OptionalAnswers => ({
  ...optionalTexts(person),
  ...recordOf(CONTACT_FIELDS, (field) => person[`${field}Masked`] ?? null),
  isCadre: person.isCadre ?? false,
});

/** the year whose numbers a person gets, from `YYYY-MM`. */
export const joinYearOf = ({ joinMonth }: { joinMonth: string }): number =>
  Number(joinMonth.slice(0, 4));
