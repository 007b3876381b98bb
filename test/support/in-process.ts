import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import { wechatFrom } from '../../cloudfunctions/core/adapters/wechat';
import { DEFAULT_SETTINGS } from '../../cloudfunctions/core/domain/settings';
import type { Database } from '../../cloudfunctions/core/ports/database';
import type { Services } from '../../cloudfunctions/core/usecases/action';
import { dispatch, type Reply } from '../../cloudfunctions/core/usecases/dispatch';
import { byName } from '../../cloudfunctions/core/entry/answer';
import { accountActions } from '../../cloudfunctions/core/usecases/account';
import { numberingActions } from '../../cloudfunctions/core/usecases/numbering';
import { organizationActions } from '../../cloudfunctions/core/usecases/organization';
import { registrationActions } from '../../cloudfunctions/core/usecases/registration';
import { reviewActions } from '../../cloudfunctions/core/usecases/review';
import { rosterActions } from '../../cloudfunctions/core/usecases/roster';
import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import type { TestCloud } from './phones';

const actions = byName([
  ...accountActions,
  ...numberingActions,
  ...organizationActions,
  ...registrationActions,
  ...reviewActions,
  ...rosterActions,
]);

/** In the place of the process's end: nothing is sent after it, not even a rollback. */
class Death extends Error {}

/**
 * Runs an action in the test's own process until it has sent `most` requests; then it dies. Gives how many
 * it sent, and whether it wanted more. A transaction it had open stays so until the database ends it.
 */
export async function callUntilDeath<A extends ActionName>(
  test: TestCloud,
  openid: string,
  action: A,
  input: InputOf<A>,
  opId: string,
  most: number,
): Promise<{ requests: number; died: boolean }> {
  let requests = 0;
  let died = false;
  const database = cloudDatabase(() => {
    died ||= requests === most;
    if (died) throw new Death('the process ended here');
    requests += 1;
  });
  const { log } = await dispatchHere(test, database, openid, { action, input, opId });
  if (log.error && !(log.error instanceof Death)) throw log.error;
  return { requests, died };
}

/** Sends a call as the faces do: BUSY means that nothing happened, and the same call is sent again. */
export async function callPatiently<A extends ActionName>(
  test: TestCloud,
  openid: string,
  action: A,
  input: InputOf<A>,
  opId: string,
): Promise<Answer<OutputOf<A>>> {
  for (;;) {
    const answer = await callHere(test, openid, action, input, opId);
    if (answer.ok || answer.error.code !== 'BUSY') return answer;
  }
}

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
  database: Database = cloudDatabase(),
): Promise<Answer<OutputOf<A>>> {
  const reply = await dispatchHere(test, database, openid, { action, input, opId });
  if (reply.log.error) throw reply.log.error;
  return reply.answer as Answer<OutputOf<A>>;
}

function dispatchHere(
  test: TestCloud,
  database: Database,
  openid: string,
  request: { action: ActionName; input: unknown; opId: string },
): Promise<Reply> {
  const services: Services = {
    database,
    runtime: machineRuntime,
    secrets: test.secrets,
    sms: { sendCode: () => Promise.resolve() },
    wechat: wechatFrom({}),
    settings: () => Promise.resolve(DEFAULT_SETTINGS),
  };
  const caller = { kind: 'phone', openid, ip: '127.0.0.1' } as const;
  return dispatch(actions, services, caller, request, request.opId);
}
