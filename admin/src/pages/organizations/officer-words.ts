import type { Officer, OrganizationType } from '../../../../typings/api';
import { isPhone } from '../../format/checks';
import { isCommittee } from '../../format/words';

/** From here on a term is about to end and may be renewed in good time. */
const SOON_DAYS = 60;
const DAY = 86_400_000;

/** How a term stands on `today` (both `YYYY-MM-DD`, the last day inclusive): days left, 0 on the last day. */
export function termState(
  to: string,
  today: string,
): { state: 'GOOD' | 'SOON' | 'OVER'; days: number } {
  const days = Math.round((Date.parse(to) - Date.parse(today)) / DAY);
  return { state: days < 0 ? 'OVER' : days <= SOON_DAYS ? 'SOON' : 'GOOD', days };
}

/** Words for a term that needs looking after; empty for one that does not. */
export function termWords(to: string, today: string): string {
  const { state, days } = termState(to, today);
  if (state === 'OVER') return '任期已满';
  if (state === 'GOOD') return '';
  return days === 0 ? '今天到期' : `还有 ${days} 天到期`;
}

/** Who gives way to a new appointment: a branch or general branch has one secretary. */
export function givesWay(
  type: OrganizationType,
  officers: readonly Officer[] | undefined,
): Officer | null {
  return isCommittee(type) ? null : (officers?.[0] ?? null);
}

/** What is missing or wrong in the appointment form, by field; empty where all is well. */
export const appointProblems = (form: { name: string; phone: string; idNumber: string }) => ({
  name: form.name.trim().length < 2 ? '请填写姓名。' : '',
  phone: isPhone(form.phone) ? '' : '请填写 11 位手机号。',
  idNumber: /^(?:[0-9A-Za-z]{5,20})?$/.test(form.idNumber.trim())
    ? ''
    : '证件号码只含数字和字母，请核对。',
});
