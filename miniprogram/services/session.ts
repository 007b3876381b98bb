import type { Me, Post } from '../../typings/api';
import { forgetAll, readStored, store } from '../platform/storage';
import { createStore } from './store';

/** Who uses the phone, as far as it is known. */
export interface Session {
  phase: 'LOADING' | 'SIGNED_OUT' | 'SIGNED_IN' | 'FAILED';
  me: Me | null;
  /** The post that acts; null for people without one. */
  post: Post | null;
  /** FAILED: why. */
  problem: string;
}

const POST_KEY = 'acting-post';
/** Whose account was the last one on this phone. */
const ACCOUNT_KEY = 'account';
const NOBODY = { me: null, post: null, problem: '' };

export const session = createStore<Session>({ phase: 'LOADING', ...NOBODY });

/** The post chosen last on this phone when it is still held, else the first. */
const rememberedPost = (posts: readonly Post[]): Post | null =>
  posts.find(({ id }) => id === readStored<string>(POST_KEY)) ?? posts[0] ?? null;

/** The message that tells the result of a registration, when there is one to ask for. */
export function resultTemplates(): string[] {
  const { result } = session.get().me?.templates ?? {};
  return result ? [result] : [];
}

export function enter(me: Me): void {
  const last = readStored<string>(ACCOUNT_KEY);
  if (last !== null && last !== me.accountId) {
    // What somebody else left without an answer must not be sent in this one's name, nor what they typed be read.
    forgetAll('operation.');
    forgetAll('draft.');
  }
  if (last !== me.accountId) store(ACCOUNT_KEY, me.accountId);
  session.set({ phase: 'SIGNED_IN', me, post: rememberedPost(me.posts), problem: '' });
}

export function leave(): void {
  if (session.get().phase !== 'SIGNED_OUT') session.set({ phase: 'SIGNED_OUT', ...NOBODY });
}

/** Not known who it is; what was known before stays on the screen. */
export function fail(problem: string): void {
  const { me, ...rest } = session.get();
  session.set(me ? { ...rest, me, problem } : { phase: 'FAILED', ...NOBODY, problem });
}

/** Lets another of the own posts act. */
export function choosePost(id: string): void {
  const now = session.get();
  const post = now.me?.posts.find((candidate) => candidate.id === id);
  if (!post) return;
  store(POST_KEY, id);
  session.set({ ...now, post });
}
