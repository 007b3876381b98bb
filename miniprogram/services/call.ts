import { callFunction } from '../platform/cloud';
import { createClient } from './client';
import { setTrouble } from './connection';
import { leave, session } from './session';

/** Calls an action of the server, as services/client.ts tells. */
export const call = createClient({
  send: (name, { ...body }) => callFunction(name, body),
  post: () => session.get().post?.id ?? null,
  trouble: setTrouble,
  signedOut: leave,
  pause: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
  random: Math.random,
});
