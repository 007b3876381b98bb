import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import type { Services } from '../../cloudfunctions/core/usecases/action';
import { dispatch } from '../../cloudfunctions/core/usecases/dispatch';
import { byName } from '../../cloudfunctions/core/entry/answer';
import { numberingActions } from '../../cloudfunctions/core/usecases/numbering';
import { registrationActions } from '../../cloudfunctions/core/usecases/registration';
import { reviewActions } from '../../cloudfunctions/core/usecases/review';
import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import type { TestCloud } from './phones';

const actions = byName([...numberingActions, ...registrationActions, ...reviewActions]);

/**
 * Runs an action in the test's own process, through the real SDK: as many at once as a race needs,
 * which worker threads could not give on a small machine.
 */
export async function callHere<A extends ActionName>(
  test: TestCloud,
  openid: string,
  action: A,
  input: InputOf<A>,
  opId: string,
): Promise<Answer<OutputOf<A>>> {
  const services: Services = {
    database: cloudDatabase(),
    runtime: machineRuntime,
    secrets: test.secrets,
    sms: { sendCode: () => Promise.resolve() },
  };
  const caller = { kind: 'phone', openid, ip: '127.0.0.1' } as const;
  const reply = await dispatch(actions, services, caller, { action, input, opId }, opId);
  if (reply.log.error) throw reply.log.error;
  return reply.answer as Answer<OutputOf<A>>;
}
