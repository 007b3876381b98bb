import { idTail } from '../../../cloudfunctions/core/domain/id-number';
import type { Me } from '../../../typings/api';
import { ask, type Sim } from '../sim';
import { SMS_CODE } from '../system';
import type { Task } from '../task';
import type { Phone } from '../world/people';

/** After a minute another code can be asked for. */
const NEXT_CODE_MS = 61_000;
/** As many as a phone number gets in an hour. */
const MOST_CODES = 5;

/** Signs a phone in with the code of an SMS; null when that is refused. */
export async function signIn(sim: Sim, task: Task, who: Phone): Promise<Me | null> {
  const { phone, idNumber } = who;
  for (let code = 0; code < MOST_CODES; code++) {
    const then = { ...task, at: task.at + code * NEXT_CODE_MS };
    await ask(sim, then, who, 'account.sendCode', { phone }, `code ${code}`);
    const input = { phone, code: SMS_CODE, idTail: idTail(idNumber) };
    const answer = await ask(sim, then, who, 'account.signIn', input, `sign in ${code}`);
    if (answer.ok && answer.data.state === 'SIGNED_IN') return answer.data.me;
    // A code works once: whoever lost the answer finds out in the next moment that it had worked.
    const me = await ask(sim, then, who, 'account.me', {}, `me ${code}`);
    if (me.ok) return me.data;
  }
  sim.state.notes.errors.push(`${task.id}: cannot sign in`);
  return null;
}
