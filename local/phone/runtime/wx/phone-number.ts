import type { PhonePerson } from '../../server/people';
import { make } from '../dom';
import { ask } from './dialogs';

const NUMBER = /^1\d{10}$/;

/** The number of whoever holds the phone; undefined for phones of nobody in particular. */
async function ownNumber(openid: string): Promise<string | undefined> {
  const people = (await (await fetch('/phone/people.json')).json()) as PhonePerson[];
  return people.find((person) => person.openid === openid)?.phone;
}

/**
 * WeChat's sheet behind `open-type="getPhoneNumber"`; gives the event's detail. The code carries the number
 * itself and works once: `phone:<11 digits>:<nonce>`, which the local server's open interface reads.
 */
export async function askPhoneNumber(openid: string, api: string): Promise<object> {
  const known = await ownNumber(openid);
  const input = make('input', { placeholder: '这部手机的号码', 'aria-label': '这部手机的号码' });
  input.inputMode = 'numeric';
  const allowed = await ask(
    '申请获取并验证你的手机号',
    known ? [make('p', {}, known)] : [make('p', {}, '这部手机没有登记号码，请输入：'), input],
    [
      { text: '不允许', value: false },
      { text: '允许', value: true, className: 'confirm' },
    ],
  );
  const number = known ?? input.value.trim();
  if (!allowed) return { errMsg: `${api}:fail user deny` };
  if (!NUMBER.test(number)) return { errMsg: `${api}:fail no phone number`, errno: 1400001 };
  const nonce = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  return { code: `phone:${number}:${nonce}`, errMsg: `${api}:ok` };
}
