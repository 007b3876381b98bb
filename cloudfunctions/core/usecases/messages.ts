import type { RegistrationDocument } from '../ports/documents';
import { type Message, WechatError } from '../ports/wechat';
import { accountOf, type Context, type Services } from './action';
import { postsInOffice } from './identity';

/** Messages name nobody and no number: they pass through WeChat and stand on a locked screen. */
const PAGES = { result: 'pages/progress/index', turn: 'pages/todo/index' } as const;

/** More people than share an office of one organisation; whoever is over it sees the list anyway. */
const MOST_REVIEWERS = 10;

/** More are left to the clock: the caller does not wait for them. */
const MOST_AT_ONCE = 3;

/** What came of a registration, in the words of a message. */
const RESULTS = {
  APPROVED: { what: '审核通过', note: '已是在册团员，请打开查看团员编号' },
  RETURNED: { what: '退回修改', note: '请打开查看退回原因，改好后再提交' },
  BOUND: { what: '已绑定手机号', note: '请重新登录，在“我的编号”查看' },
  MOVE: { what: '请确认', note: '审核人建议改到另一个团支部，请确认' },
} as const;

/** The message to the applicant who asked to be told; none where nobody subscribed or there is no template. */
export function resultMessages(
  { wechat, runtime }: Services,
  { subscriber }: Pick<RegistrationDocument, 'subscriber'>,
  result: keyof typeof RESULTS,
): Message[] {
  if (!wechat.templates.result || !subscriber) return [];
  const values = { matter: '团员报到', at: runtime.now(), ...RESULTS[result] };
  return [{ openid: subscriber, kind: 'result', page: PAGES.result, values }];
}

/** Messages to those in office whose turn has come; one request, none without a template. */
export async function turnMessages(
  context: Context,
  orgId: string,
  occasion: 'NEW' | 'NUDGE',
): Promise<Message[]> {
  const { database, runtime, wechat } = context;
  if (!wechat.templates.turn) return [];
  const now = runtime.now();
  const holders = await database.find(
    'accounts',
    { 'posts.orgId': orgId },
    { limit: MOST_REVIEWERS },
  );
  const values = {
    matter: '团员报到审核',
    what: occasion === 'NEW' ? '新的报到' : '申请人提醒',
    at: now,
    note: occasion === 'NEW' ? '有新的团员报到，请打开审核' : '申请人提醒你审核，请打开办理',
  };
  return holders
    .filter(
      (holder) =>
        holder._id !== accountOf(context)._id &&
        postsInOffice(holder, now).some((post) => post.orgId === orgId),
    )
    .flatMap(({ openids }) => openids.slice(-1))
    .map((openid) => ({ openid, kind: 'turn' as const, page: PAGES.turn, values }));
}

/** Sends one message. True when there is nothing more to try: it went, or is not wanted. */
export async function sent(
  { wechat }: Pick<Services, 'wechat'>,
  message: Message,
): Promise<boolean> {
  try {
    await wechat.send(message);
    return true;
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    if (error.reason === 'NOT_SUBSCRIBED') return true;
    console.warn(JSON.stringify({ message: message.kind, failed: error.detail }));
    return false;
  }
}

/**
 * Tells people what was done, after its commit: a failure never turns a done operation into an error. WeChat
 * takes messages only from calls of the mini-program and of the timer, so those of the console wait for
 * the clock, and so do those of a batch and those that WeChat did not take, as when its quota is used up; one
 * request then.
 */
export async function tell(context: Context, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const { caller, database, runtime } = context;
  try {
    const atOnce = caller.kind === 'phone' && messages.length <= MOST_AT_ONCE;
    const went = atOnce ? await Promise.all(messages.map((message) => sent(context, message))) : [];
    const left = messages.filter((_, at) => !went[at]);
    if (left.length === 0) return;
    await database.add('notices', { _id: runtime.newId(), at: runtime.now(), messages: left });
  } catch (error) {
    console.warn(JSON.stringify({ message: 'lost', failed: String(error) }));
  }
}
