import { checkCharacter, idTail } from '../../cloudfunctions/core/domain/id-number';
import type { RegistrationForm } from '../../typings/api';
import type { StartLink } from '../pages/start-page';
import type { PhonePerson } from '../phone/server/people';

/** Somebody of the demo; `openid` is the WeChat identity of the one phone this person signs in from. */
export interface DemoPerson {
  name: string;
  phone: string;
  idNumber: string;
  openid: string;
}

/** Somebody in office. */
export interface DemoOfficer extends DemoPerson {
  orgId: string;
  /** As people say it, such as 0604团总支书记. */
  office: string;
}

/** How far a registration has come when the demo begins. */
export type Stage = 'BRANCH' | 'GENERAL' | 'COMMITTEE' | 'RETURNED' | 'WITHDRAWN';

/** Somebody who registered. */
export interface DemoApplicant extends DemoPerson {
  stage: Stage;
  form: RegistrationForm;
}

/** Area 350199 is not assigned: nobody real has such a number. `birth` is `YYYYMMDD`, `sequence` 0–999. */
export function demoIdNumber(birth: string, sequence: number): string {
  const digits = `350199${birth}${String(sequence).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

/** Phone numbers of the demo: 1380000 and four digits. */
function demoPerson(number: number, name: string, birth: string): DemoPerson {
  const phone = `1380000${String(number).padStart(4, '0')}`;
  return { name, phone, idNumber: demoIdNumber(birth, number % 1000), openid: `demo-${phone}` };
}

export const demoOfficer = (
  number: number,
  name: string,
  orgId: string,
  office: string,
): DemoOfficer => ({ ...demoPerson(number, name, '19950312'), orgId, office });

/** An applicant who joined in the province in May 2020, unless `changes` say otherwise. */
export function demoApplicant(
  number: number,
  name: string,
  branchId: string,
  stage: Stage,
  changes: Partial<RegistrationForm> = {},
): DemoApplicant {
  const person = demoPerson(number, name, '20050504');
  return {
    ...person,
    stage,
    form: {
      branchId,
      name,
      idType: 'RESIDENT',
      idNumber: person.idNumber,
      joinMonth: '2020-05',
      joinedInProvince: true,
      ethnicity: '汉族',
      politicalStatus: '共青团员',
      consent: true,
      ...changes,
    },
  };
}

/** Whose phone can be opened on the desk. */
export const phoneOf = (person: DemoPerson, office: string): PhonePerson => ({
  openid: person.openid,
  name: person.name,
  phone: person.phone,
  office,
  idTail: idTail(person.idNumber),
});

/** How the start page names somebody in office, with what signing in asks for. */
export const linkOf = ({ name, phone, idNumber, office }: DemoOfficer): StartLink => ({
  title: `${name} · ${office}`,
  note: `手机号 ${phone}，证件号后六位 ${idTail(idNumber)}`,
});
