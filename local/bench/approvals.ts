import type { Database } from '../../cloudfunctions/core/ports/database';
import type { JournalDocument } from '../../cloudfunctions/core/ports/documents';
import { onCopies } from './copies';
import { recording, type Script } from './script';
import { pendingId, spareId } from './world/documents';
import type { World } from './world/open';
import { shadowId } from './world/shadow';

/** Numbers that the yardsticks' members get: nobody asks for them. */
const COPIED_FIRST = 209_800_000_001;

/**
 * The approvals of one world: people who wait are taken one after the other, and each yardstick's call is
 * an approval recorded once per pool, with another registration, number and journal entry in it.
 */
export class Approvals {
  private readonly pending: number[];
  private readonly spare: number[];
  private readonly recorded: Recorded[] = [];
  private copies = 0;

  private constructor(private readonly world: World) {
    this.pending = world.tree.pools.map(() => 0);
    this.spare = world.tree.pools.map(() => 0);
  }

  /** Records one approval in each pool. The world has to be entered. */
  static async of(world: World): Promise<Approvals> {
    const approvals = new Approvals(world);
    for (const pool of world.tree.pools.keys()) {
      const registrationId = approvals.nextPending(pool);
      const { database, script } = recording(world.database);
      const { memberNumber } = await world.call(
        approvals.staff(pool),
        'review.pass',
        { registrationId, status: 'PENDING_COMMITTEE' },
        database,
      );
      const entry = script.inside.at(-1)!.args[1] as JournalDocument;
      approvals.recorded.push({
        script,
        registrationId,
        number: memberNumber!,
        entryId: entry._id,
      });
    }
    return approvals;
  }

  /** Who approves in the pool. */
  staff(pool: number): string {
    return `staff-${this.world.tree.pools[pool]!.committeeId}`;
  }

  /** A registration that waits in the pool and was not given out before. */
  nextPending(pool: number): string {
    const { pendingPerPool, pendingInFirst } = this.world.settings;
    if (this.pending[pool]! >= pendingPerPool + (pool === 0 ? pendingInFirst : 0)) {
      throw new RangeError(`nobody waits in pool ${pool} any more: the plan has too few people`);
    }
    return pendingId(pool, this.pending[pool]!++);
  }

  /** An approval by the system, to be done later. */
  job(pool: number, database?: Database): () => Promise<void> {
    const input = { registrationId: this.nextPending(pool), status: 'PENDING_COMMITTEE' } as const;
    return async () => {
      await this.world.call(this.staff(pool), 'review.pass', input, database);
    };
  }

  /**
   * The requests of an approval, on documents of the same size that only the yardsticks use.
   */
  script(pool: number): Script {
    const { script, registrationId, number, entryId } = this.recorded[pool]!;
    const copy = this.copies++;
    const value = COPIED_FIRST + copy;
    const branchId = this.world.tree.pools[pool]!._id;
    return onCopies(
      script,
      [
        [registrationId, spareId(pool, this.spare[pool]!++)],
        [number, String(value)],
        [entryId, `copy-${String(copy).padStart(entryId.length - 5, '0')}`],
        [branchId, shadowId(branchId)],
      ],
      value,
    );
  }
}

interface Recorded {
  script: Script;
  registrationId: string;
  number: string;
  entryId: string;
}
