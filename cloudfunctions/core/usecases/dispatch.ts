import type { ActionName, Answer, ApiError } from '../../../typings/api';
import { Refusal } from '../domain/refusal';
import { BusyError, type Database, UnknownOutcomeError } from '../ports/database';
import { ACCESS } from './access';
import type { Action, Caller, Context, Services, SessionChange } from './action';
import { actingPost, identify } from './identity';
import { checkInput, checkOpId } from './input';
import { inProvinceWording } from './province-wording';

/** What a call asked for, before anything of it is believed. */
export interface Request {
  action: unknown;
  input: unknown;
  opId?: unknown;
  post?: unknown;
}

export interface Reply {
  answer: Answer<unknown>;
  sessionChange: SessionChange | null;
  /** For the log; never personal data. */
  log: { action: string; outcome: string; account: string | null; error?: unknown };
}

const UNKNOWN: ApiError = { code: 'UNKNOWN', message: '结果未知，正在核对，请不要重复提交。' };

/** `done`: the call had changed something before it failed, so the answer must not say that nothing was changed. */
function apiError(error: unknown, requestId: string, done: boolean): ApiError {
  if (error instanceof Refusal) {
    return {
      code: error.code,
      message: error.message,
      ...(error.details && { details: error.details }),
    };
  }
  if (error instanceof UnknownOutcomeError || (error instanceof BusyError && done)) return UNKNOWN;
  if (error instanceof BusyError) {
    return {
      code: 'BUSY',
      message: '现在办理的人较多，没有办成，也没有改动任何数据，请稍后再试。',
    };
  }
  const what = done
    ? '已经办理，但系统没能给出结果。请刷新后查看，不要重复提交'
    : '系统出了问题，没有办成。请稍后再试';
  return {
    code: 'INTERNAL',
    message: `${what}；若一直如此，请把编号 ${requestId} 告诉管理员。`,
    details: { requestId },
  };
}

/** The database of a call that writes; `done` tells whether a transaction of it was committed. */
function watched(database: Database): { database: Database; done: () => boolean } {
  let done = false;
  const transact: Database['transact'] = async (run) => {
    const result = await database.transact(run);
    done = true;
    return result;
  };
  return { database: { ...database, transact }, done: () => done };
}

/** Takes one call through identity, access, input check and its use case to an answer; never throws. */
export async function dispatch(
  actions: ReadonlyMap<string, Action>,
  services: Services,
  caller: Caller,
  request: Request,
  requestId: string,
): Promise<Reply> {
  const name = typeof request.action === 'string' ? request.action : '';
  let context: Context | null = null;
  let isDone = (): boolean => false;
  const reply = async (
    answer: Answer<unknown>,
    outcome: string,
    error?: unknown,
  ): Promise<Reply> => ({
    answer: await inProvinceWording(name, answer, services.settings),
    sessionChange: context?.sessionChange ?? null,
    log: {
      action: actions.has(name) ? name : '?',
      outcome,
      account: context?.account?._id ?? null,
      ...(error !== undefined && { error }),
    },
  });
  try {
    const action = actions.get(name);
    if (!action) throw new Refusal('INVALID', '没有这个功能，请更新到最新版本后再试。');
    const access = ACCESS[name as ActionName];
    const account = access.who === 'ANYONE' ? null : await identify(services, caller);
    if (access.who !== 'ANYONE' && !account) throw new Refusal('UNAUTHENTICATED', '请先登录。');
    const wanted = typeof request.post === 'string' ? request.post : undefined;
    const post = account ? actingPost(action, account, wanted, services.runtime.now()) : null;
    const input = checkInput(action, request.input);
    const owner = account?._id ?? 'anyone';
    const opKey = action.writes
      ? services.secrets.digest('operation', `${owner}|${name}|${checkOpId(request.opId)}`)
      : '';
    context = { ...services, caller, account, post, opKey, sessionChange: null };
    if (action.writes) {
      const { database, done } = watched(services.database);
      context.database = database;
      isDone = done;
    }
    const data = await action.run(context, input);
    return await reply({ ok: true, data }, 'OK');
  } catch (error) {
    const refusal = apiError(error, requestId, isDone());
    return reply(
      { ok: false, error: refusal },
      refusal.code,
      refusal.code === 'INTERNAL' ? error : undefined,
    );
  }
}
