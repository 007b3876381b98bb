import type { Holding } from '../domain/holdings';
import type { Transaction } from '../ports/database';
import { holdingId, readHolding, writeHolding } from './holdings';

/**
 * The holdings a transaction works on: each is read once, changed as often as it takes and written once.
 * So approving ten people from one pool costs the same two requests for the pool as approving one.
 */
export class HoldingsAtHand {
  private readonly stored = new Map<string, Holding>();
  private readonly present = new Map<string, Holding>();

  constructor(private readonly transaction: Transaction) {}

  /** The holding as changed so far; one request the first time. */
  async read(year: number, holder: { _id: string; parentId: string | null }): Promise<Holding> {
    const id = holdingId(year, holder._id);
    const known = this.present.get(id);
    if (known) return known;
    const holding = await readHolding(this.transaction, year, holder);
    this.stored.set(id, holding);
    this.present.set(id, holding);
    return holding;
  }

  /** Keeps a changed holding, which was read before. */
  change(after: Holding): void {
    this.present.set(holdingId(after.year, after.orgId), after);
  }

  /** What was changed and is not yet written. */
  changes(): Array<{ before: Holding; after: Holding }> {
    return [...this.present]
      .map(([id, after]) => ({ before: this.stored.get(id)!, after }))
      .filter(({ before, after }) => after !== before);
  }

  /** Writes what was changed, one request each. */
  async save(): Promise<void> {
    for (const { before, after } of this.changes()) {
      await writeHolding(this.transaction, before, after);
    }
    for (const [id, after] of this.present) this.stored.set(id, after);
  }
}
