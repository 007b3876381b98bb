import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import { wechatFrom } from '../../cloudfunctions/core/adapters/wechat';
import { DEFAULT_SETTINGS } from '../../cloudfunctions/core/domain/settings';
import { byName } from '../../cloudfunctions/core/entry/answer';
import type { Runtime } from '../../cloudfunctions/core/ports/runtime';
import type { Secrets } from '../../cloudfunctions/core/ports/secrets';
import { accountActions } from '../../cloudfunctions/core/usecases/account';
import type { Services } from '../../cloudfunctions/core/usecases/action';
import { dispatch } from '../../cloudfunctions/core/usecases/dispatch';
import { numberingActions } from '../../cloudfunctions/core/usecases/numbering';
import { organizationActions } from '../../cloudfunctions/core/usecases/organization';
import { registrationActions } from '../../cloudfunctions/core/usecases/registration';
import { reviewActions } from '../../cloudfunctions/core/usecases/review';
import { rosterActions } from '../../cloudfunctions/core/usecases/roster';
import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { worldSecrets } from '../bench/world/secrets';
import { dice } from './dice';
import { type Measures, note } from './measures';
import type { Phone } from './world/people';

const actions = byName([
  ...accountActions,
  ...organizationActions,
  ...numberingActions,
  ...registrationActions,
  ...reviewActions,
  ...rosterActions,
]);

/** Every SMS code of the simulation: nobody has to read messages. */
export const SMS_CODE = '246810';

/** Of so many writes one is sent a second time although it was answered, as after a lost answer on the way. */
const SENT_TWICE = 1 / 100;
/** A call that found the database busy so often and for so long in a row stops the run: something is wrong. */
const PATIENCE = { tries: 100, ms: 120_000 };
/** Faces send a call again so often when they were told of an error of the system. */
const TRIES_AFTER_ERROR = 3;

/** A call as somebody makes it; `key` names it in the plan and gives its operation id, `at` is its moment in ms. */
export interface Call<A extends ActionName> {
  who: Phone;
  action: A;
  input: InputOf<A>;
  key: string;
  at: number;
}

/** What was noticed beside the answers. */
export interface Notes {
  /** Calls sent a second time, and those whose second answer was another one. */
  sentTwice: number;
  answeredDifferently: string[];
  /** Errors of the system, each with its action. */
  errors: string[];
}

/** The system as people reach it: the use cases behind their entry, the real SDK, the database in another process. */
export class System {
  readonly secrets: Secrets;
  private readonly opPrefix: string;

  constructor(
    private readonly seed: number,
    public measures: Measures,
    public notes: Notes,
  ) {
    this.secrets = worldSecrets(seed);
    this.opPrefix = `simulation ${seed}`;
  }

  /** Makes a call until it is answered; BUSY and UNKNOWN are repeated under the same operation id, as the faces do. */
  async call<A extends ActionName>(call: Call<A>): Promise<Answer<OutputOf<A>>> {
    const answer = await this.answered(call);
    const isWrite = actions.get(call.action)!.writes;
    if (isWrite && answer.ok && dice(this.seed, `${call.key} twice`) < SENT_TWICE) {
      this.notes.sentTwice += 1;
      const again = await this.answered(call);
      const [first, second] = [gist(answer), gist(again)];
      if (!first.every((part) => second.includes(part))) {
        this.notes.answeredDifferently.push(
          `${call.action} ${first.join(' ')} / ${second.join(' ')}`,
        );
      }
      // A refusal binds nothing: whoever was refused in a batch may be passed by now, and it is this answer that tells.
      return again;
    }
    return answer;
  }

  /** Services of one call or job that begins at this moment; `sent` is told of each request. */
  servicesAt(at: number, sent: () => void = () => undefined): Services {
    const begun = performance.now();
    const runtime: Runtime = {
      ...machineRuntime,
      now: () => Math.round(at + performance.now() - begun),
      randomDigits: () => SMS_CODE,
    };
    return {
      database: cloudDatabase(sent),
      runtime,
      secrets: this.secrets,
      sms: { sendCode: () => Promise.resolve() },
      wechat: wechatFrom({}),
      settings: () => Promise.resolve(DEFAULT_SETTINGS),
    };
  }

  private async answered<A extends ActionName>({
    who,
    action,
    input,
    key,
    at,
  }: Call<A>): Promise<Answer<OutputOf<A>>> {
    const { openid, ip } = who;
    const opId = createHash('sha256').update(`${this.opPrefix} ${key}`).digest('hex').slice(0, 40);
    const begun = performance.now();
    let requests = 0;
    let errors = 0;
    for (let repeats = 0; ; repeats++) {
      const services = this.servicesAt(at, () => (requests += 1));
      const caller = { kind: 'phone', openid, ip } as const;
      const { answer, log } = await dispatch(
        actions,
        services,
        caller,
        { action, input, opId },
        opId,
      );
      const ms = performance.now() - begun;
      const code = answer.ok ? 'OK' : answer.error.code;
      if (code === 'BUSY' || code === 'UNKNOWN') {
        if (ms > PATIENCE.ms && repeats > PATIENCE.tries) {
          throw new Error(`${action} was ${code} ${repeats} times in ${Math.round(ms)} ms`);
        }
        await wait(20);
        continue;
      }
      if (code === 'INTERNAL') {
        this.notes.errors.push(`${action} ${key}: ${String((log.error as Error)?.stack)}`);
        if (++errors < TRIES_AFTER_ERROR) continue;
      }
      note(this.measures, action, { code, ms, requests, repeats });
      return answer as Answer<OutputOf<A>>;
    }
  }
}

/** What has to come again when the same call is sent again: that it worked, and every number in the answer. */
function gist(answer: Answer<unknown>): string[] {
  if (!answer.ok) return [answer.error.code];
  return [
    'OK',
    ...(JSON.stringify(answer.data).match(/"(?:memberNumber|replacement)":"\d+"/g) ?? []),
  ];
}
