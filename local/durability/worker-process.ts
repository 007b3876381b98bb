/**
 * Runs the system's actions on the database of another process, as an instance of a function does, to be
 * killed: `{"dataDir", "url"}`. Takes calls as messages and answers them the same way.
 */
import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import { wechatFrom } from '../../cloudfunctions/core/adapters/wechat';
import { DEFAULT_SETTINGS } from '../../cloudfunctions/core/domain/settings';
import { byName } from '../../cloudfunctions/core/entry/answer';
import type { Services } from '../../cloudfunctions/core/usecases/action';
import { dispatch } from '../../cloudfunctions/core/usecases/dispatch';
import { numberingActions } from '../../cloudfunctions/core/usecases/numbering';
import { registrationActions } from '../../cloudfunctions/core/usecases/registration';
import { reviewActions } from '../../cloudfunctions/core/usecases/review';
import { sdkEnvironment } from '../cloud/functions/environment';
import type { Call } from './system';
import { secretsOf } from './world';

const { dataDir, url } = JSON.parse(process.argv[2] ?? '') as { dataDir: string; url: string };
Object.assign(process.env, sdkEnvironment(`${url}/admin`));

const actions = byName([...numberingActions, ...registrationActions, ...reviewActions]);
const services: Services = {
  database: cloudDatabase(),
  runtime: machineRuntime,
  secrets: secretsOf(dataDir),
  sms: { sendCode: () => Promise.resolve() },
  wechat: wechatFrom({}),
  settings: () => Promise.resolve(DEFAULT_SETTINGS),
};

async function answer({ serial, openid, action, input, opId }: Call & { serial: number }) {
  const caller = { kind: 'phone', openid, ip: '127.0.0.1' } as const;
  const reply = await dispatch(actions, services, caller, { action, input, opId }, opId);
  if (reply.log.error) console.error(reply.log.error);
  process.send?.({ serial, answer: reply.answer });
}

process.on('message', (call: Call & { serial: number }) => void answer(call));
console.log('ready');
