import type { z } from 'zod';

import type { ActionName, InputOf, OutputOf, Settings } from '../../../typings/api';
import { Refusal } from '../domain/refusal';
import type { Database } from '../ports/database';
import type { AccountDocument, StoredPost } from '../ports/documents';
import type { Runtime } from '../ports/runtime';
import type { Secrets } from '../ports/secrets';
import type { Sms } from '../ports/sms';
import type { Wechat } from '../ports/wechat';
import { ACCESS, postKind, reaches } from './access';

/** What use cases need from outside. */
export interface Services {
  database: Database;
  runtime: Runtime;
  secrets: Secrets;
  sms: Sms;
  wechat: Wechat;
  /** What the province has set, the same for all of a call; up to a minute old (usecases/settings.ts). */
  settings(): Promise<Settings>;
}

/** Who is at the other end, as the platform or the session vouches for it; never taken from the input. */
export type Caller =
  | { kind: 'phone'; openid: string; ip: string }
  | {
      kind: 'console';
      ip: string;
      /** What the browser says of itself (`user-agent`); shown by name, never trusted. */
      agent: string;
      /** Tokens of the cookies, and the token of the header that a page of another site cannot send. */
      session: string | null;
      browser: string | null;
      csrf: string | null;
    };

/** Cookies the console is to get or to lose with this answer. */
export type SessionChange = { session: string; csrf: string; browser: string } | 'CLEAR';

export interface Context extends Services {
  caller: Caller;
  account: AccountDocument | null;
  /** The caller's own post in office that acts, for actions that need one. */
  post: StoredPost | null;
  /** Operation key of a write: the same call sent twice has the same key. */
  opKey: string;
  /** Set by signing in and out of the console. */
  sessionChange: SessionChange | null;
}

/** One action of the contract: what it takes and what it does. */
export interface Action<A extends ActionName = ActionName> {
  name: A;
  /** Writes are done once per operation key, which the call has to carry. */
  writes: boolean;
  input: z.ZodType<InputOf<A>>;
  run(context: Context, input: InputOf<A>): Promise<OutputOf<A>>;
}

/** An action without an operation key: it changes nothing, or what it changes may happen again. */
export const query = <A extends ActionName>(
  name: A,
  input: z.ZodType<InputOf<A>>,
  run: Action<A>['run'],
): Action<A> => ({ name, writes: false, input, run });

/** An action that writes, once per operation key. */
export const command = <A extends ActionName>(
  name: A,
  input: z.ZodType<InputOf<A>>,
  run: Action<A>['run'],
): Action<A> => ({ name, writes: true, input, run });

/** The signed-in account; actions open to anyone must not ask for it. Throws UNAUTHENTICATED. */
export function accountOf(context: Context): AccountDocument {
  if (!context.account) throw new Refusal('UNAUTHENTICATED', '请先登录。');
  return context.account;
}

/** The acting post; only for actions whose access names posts. Throws FORBIDDEN. */
export function postOf(context: Context): StoredPost {
  if (!context.post) throw new Refusal('FORBIDDEN', '没有办理此事的职务。');
  return context.post;
}

/** Throws FORBIDDEN unless the acting post may do the action on the organisation with this path (root to itself). */
export function requireScope(context: Context, action: ActionName, path: readonly string[]): void {
  const access = ACCESS[action];
  if (access.who !== 'POST') return;
  if (!reaches(access.scope, postOf(context).orgId, path)) {
    throw new Refusal('FORBIDDEN', '该组织不在你的管理范围内，请联系其上级团组织办理。');
  }
}

/** Whether the acting post could do another action on the organisation: what a screen may offer. */
export function mayDo(context: Context, action: ActionName, path: readonly string[]): boolean {
  const access = ACCESS[action];
  if (access.who !== 'POST' || !context.post) return false;
  return (
    access.posts.includes(postKind(context.post.orgType)) &&
    reaches(access.scope, context.post.orgId, path)
  );
}
