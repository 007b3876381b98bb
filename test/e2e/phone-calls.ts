import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { idNumber } from '../support/tree';
import type { Walk } from './support';

let sent = 0;

/** What somebody's phone would send, without the phone; throws what the server refuses. */
export async function callAs<A extends ActionName>(
  walk: Walk,
  openid: string,
  action: A,
  input: InputOf<A>,
): Promise<OutputOf<A>> {
  sent += 1;
  const response = await fetch(`${walk.cloud.url}/call/${action.slice(0, action.indexOf('.'))}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid, data: { action, input, opId: `walk-${Date.now()}-${sent}` } }),
  });
  const { result } = (await response.json()) as { result?: Answer<OutputOf<A>> };
  if (result?.ok) return result.data;
  throw new Error(`${action}: ${result?.error.message ?? response.status}`);
}

/** Somebody new who signs in on a phone of their own and registers for a branch, joined in May 2020. */
export async function arrive(
  walk: Walk,
  { name, phone, branchId }: { name: string; phone: string; branchId: string },
): Promise<void> {
  const openid = `arrived-${phone}`;
  await callAs(walk, openid, 'account.sendCode', { phone });
  await callAs(walk, openid, 'account.signIn', { phone, code: walk.cloud.sms.last(phone)!.code });
  await callAs(walk, openid, 'registration.submit', {
    branchId,
    name,
    idType: 'RESIDENT',
    idNumber: idNumber(),
    joinMonth: '2020-05',
    joinedInProvince: true,
    consent: true,
  });
}
