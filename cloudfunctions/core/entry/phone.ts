import type { Answer } from '../../../typings/api';
import { platformContext } from '../adapters/sdk';
import type { Action } from '../usecases/action';
import { answerCall, byName, envelope, logTurnedAway, refusal } from './answer';
import { servicesFromEnvironment } from './services';

/**
 * The entry of a function that the mini-program calls. Who calls is what the platform says, never what
 * the event says; without the platform's word, as through HTTP, nobody is let in.
 */
export function phoneFunction(actions: readonly Action[]) {
  const known = byName(actions);
  const servicesOfCall = servicesFromEnvironment();

  return async (event: unknown, context?: { request_id?: string }): Promise<Answer<unknown>> => {
    const { OPENID, CLIENTIP } = platformContext();
    if (!OPENID) {
      logTurnedAway(context?.request_id, '?', 'UNAUTHENTICATED');
      return refusal('UNAUTHENTICATED', '请在微信小程序里办理。');
    }
    const services = servicesOfCall();
    // The SDK turns values that are all digits into numbers.
    const caller = { kind: 'phone', openid: String(OPENID), ip: String(CLIENTIP ?? '') } as const;
    const requestId = context?.request_id ?? services.runtime.newId();
    const { answer } = await answerCall(known, services, caller, envelope(event), requestId);
    return answer;
  };
}
