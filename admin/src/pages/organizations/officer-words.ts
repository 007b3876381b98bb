import type { Officer, OrganizationType } from '../../../../typings/api';
import { isCommittee } from '../../format/words';

/** Who gives way to a new appointment: a branch or general branch has one secretary. */
export function givesWay(
  type: OrganizationType,
  officers: readonly Officer[] | undefined,
): Officer | null {
  return isCommittee(type) ? null : (officers?.[0] ?? null);
}

/** The first thing missing in the appointment form, or null. */
export function appointProblem(form: {
  name: string;
  phone: string;
  idNumber: string;
}): { field: 'name' | 'phone' | 'idNumber'; text: string } | null {
  if (form.name.trim().length < 2) return { field: 'name', text: '请填写姓名。' };
  if (!/^1[3-9]\d{9}$/.test(form.phone.replaceAll(/\s/g, '')))
    return { field: 'phone', text: '请填写 11 位手机号。' };
  const id = form.idNumber.trim();
  if (id && !/^[0-9A-Za-z]{5,20}$/.test(id))
    return { field: 'idNumber', text: '证件号码只含数字和字母，请核对。' };
  return null;
}
