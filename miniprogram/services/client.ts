import type { ActionName, Answer, Call, InputOf, OutputOf } from '../../typings/api';
import { NETWORK_TEXT, Refusal, refusalOf } from './refusal';

/** Actions that change something and are done once per opId. */
export type WriteAction =
  | 'account.erase'
  | 'registration.submit'
  | 'registration.resubmit'
  | 'registration.withdraw'
  | 'registration.confirmMove'
  | 'registration.nudge'
  | 'review.pass'
  | 'review.passMany'
  | 'review.return'
  | 'review.reassign'
  | 'review.reveal'
  | 'organization.appoint'
  | 'numbering.allocate'
  | 'numbering.requestMore'
  | 'numbering.decideRequest'
  | 'numbering.giveBack'
  | 'numbering.undo'
  | 'registration.bind'
  | 'roster.markCoverWritten'
  | 'roster.confirmPhone';
export type ReadAction = Exclude<ActionName, WriteAction>;

/** What the client needs from the phone; replaced in tests. */
export interface ClientEnvironment {
  /** Calls a cloud function; rejects when no answer came. */
  send: (name: string, call: Call) => Promise<unknown>;
  /** Id of the acting post, null without one. */
  post: () => string | null;
  /** What to tell at the top of the page while a call is tried again; null when that is over. */
  trouble: (text: string | null) => void;
  /** Called when the server does not know who is calling. */
  signedOut: () => void;
  pause: (ms: number) => Promise<void>;
  /** 0 ≤ value < 1 */
  random: () => number;
}

/** A write has to carry its opId, a read has none. */
export interface CallAction {
  <A extends ReadAction>(action: A, input: InputOf<A>): Promise<OutputOf<A>>;
  <A extends WriteAction>(
    action: A,
    input: InputOf<A>,
    options: { opId: string },
  ): Promise<OutputOf<A>>;
}

export const TIME_LIMIT_MS = 10_000;
/** Pauses before the second and third try; up to half as much again is added by chance. */
export const RETRY_PAUSES_MS = [600, 1_800];
export const RETRYING_TEXT = '网络不稳，正在重试';
export const CHECKING_TEXT = '结果未知，正在核对';

/** Without an opId and no mere reading: a second try by itself would send an SMS or use up a code. */
const ONCE: readonly ActionName[] = [
  'account.sendCode',
  'account.signIn',
  'account.signInByWechatPhone',
  'account.changePhone',
];
/** The account itself and the own registration are nobody's office. */
const WITHOUT_POST = /^(account|registration)\./;

function withTimeLimit<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('time limit')), TIME_LIMIT_MS);
    work.then(resolve, reject).then(() => clearTimeout(timer));
  });
}

function isAnswer(value: unknown): value is Answer<unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

/**
 * The one way from the phone to the server: the function named by the action's prefix, an envelope both
 * ways. Reads and writes that were busy, lost or unknown are sent again twice, writes under the same
 * opId. Throws Refusal.
 */
export function createClient(environment: ClientEnvironment): CallAction {
  async function once(call: Call): Promise<unknown> {
    const name = call.action.slice(0, call.action.indexOf('.'));
    let answer: unknown;
    try {
      answer = await withTimeLimit(environment.send(name, call));
    } catch {
      throw new Refusal('NETWORK', NETWORK_TEXT);
    }
    if (!isAnswer(answer)) throw new Refusal('NETWORK', NETWORK_TEXT);
    if (answer.ok) return answer.data;
    if (answer.error.code === 'UNAUTHENTICATED') environment.signedOut();
    throw Refusal.of(answer.error);
  }

  /** What to tell while trying again; null when this refusal is final. */
  function troubleOf(refusal: Refusal, isWrite: boolean): string | null {
    if (refusal.code === 'BUSY') return RETRYING_TEXT;
    if (refusal.code !== 'NETWORK' && refusal.code !== 'UNKNOWN') return null;
    return isWrite ? CHECKING_TEXT : RETRYING_TEXT;
  }

  async function untilKnown(call: Call): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once(call);
      } catch (error) {
        const refusal = refusalOf(error);
        const trouble = troubleOf(refusal, call.opId !== undefined);
        const pause = RETRY_PAUSES_MS[attempt];
        if (!trouble || pause === undefined) throw refusal;
        environment.trouble(trouble);
        await environment.pause(pause * (1 + environment.random() / 2));
      }
    }
  }

  return async function call<A extends ActionName>(
    action: A,
    input: InputOf<A>,
    options?: { opId: string },
  ): Promise<OutputOf<A>> {
    const body: Call = { action, input };
    if (options) body.opId = options.opId;
    const post = WITHOUT_POST.test(action) ? null : environment.post();
    if (post) body.post = post;
    try {
      const data = ONCE.indexOf(action) >= 0 ? await once(body) : await untilKnown(body);
      return data as OutputOf<A>;
    } finally {
      environment.trouble(null);
    }
  };
}
