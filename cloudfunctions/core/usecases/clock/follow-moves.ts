import { followMove } from '../organization/follow-move';
import type { Job } from './job';

const WORK_MS = 30_000;
const MOST_MOVES = 50;

/** Goes on with what follows moved organisations. Gives how many documents it went through. */
export const followMoves: Job = {
  id: 'follow-moves',
  everyMs: 9 * 60_000,
  async run(services, now) {
    const moves = await services.database.find(
      'moves',
      { done: false },
      { sort: [['at', 1]], limit: MOST_MOVES },
    );
    let seen = 0;
    for (const move of moves) seen += await followMove(services, move, now + WORK_MS);
    return seen;
  },
};
