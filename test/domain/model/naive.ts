/*
 * The rules once more, as slowly and plainly as can be: one record per number. What the product does with
 * intervals has to come to the same.
 */

export type NaiveState = 'FREE' | 'USED' | 'VOID' | 'EXPIRED';

export interface NumberRecord {
  holder: string;
  state: NaiveState;
}

/** Numbers that one operation moved from one organisation to another; null is outside every range. */
export interface NaiveMove {
  numbers: number[];
  from: string | null;
  to: string | null;
}

export class NaiveModel {
  readonly records = new Map<number, NumberRecord>();
  /** Organisations for which the year is closed. */
  readonly closed = new Set<string>();

  constructor(
    /** Parent of each organisation; null for the root. */
    readonly parents: Map<string, string | null>,
  ) {}

  /** Ids from the root to the organisation. */
  path(org: string): string[] {
    const parent = this.parents.get(org) ?? null;
    return parent === null ? [org] : [...this.path(parent), org];
  }

  private numbersOf(org: string, ...states: NaiveState[]): number[] {
    return [...this.records]
      .filter(([, record]) => record.holder === org && states.includes(record.state))
      .map(([number]) => number)
      .sort((a, b) => a - b);
  }

  free = (org: string): number[] => this.numbersOf(org, 'FREE');
  used = (org: string): number[] => this.numbersOf(org, 'USED');
  voided = (org: string): number[] => this.numbersOf(org, 'VOID');

  /** Organisations that answer for a number, from the root down. */
  chain(number: number): string[] {
    const record = this.records.get(number);
    return record ? this.path(record.holder) : [];
  }

  move({ numbers, to }: NaiveMove): void {
    for (const number of numbers) {
      if (to === null) this.records.delete(number);
      else this.records.set(number, { holder: to, state: 'FREE' });
    }
  }

  /** null when a number is in a range already. */
  addRange(root: string, numbers: number[]): NaiveMove[] | null {
    if (numbers.some((number) => this.records.has(number))) return null;
    return [{ numbers, from: null, to: root }];
  }

  /** null when one of the numbers is not free at the root. */
  shrink(root: string, numbers: number[]): NaiveMove[] | null {
    const free = new Set(this.free(root));
    if (!numbers.every((number) => free.has(number))) return null;
    return [{ numbers, from: root, to: null }];
  }

  /** R-12 … R-15: null when the grantor has too few. */
  allocate(grantor: string, items: Array<{ org: string; count: number }>): NaiveMove[] | null {
    if ([grantor, ...items.map(({ org }) => org)].some((org) => this.closed.has(org))) return null;
    const free = this.free(grantor);
    const moves = items.map(({ org, count }) => ({
      numbers: free.splice(0, count),
      from: grantor,
      to: org,
      count,
    }));
    return moves.every(({ numbers, count }) => numbers.length === count) ? moves : null;
  }

  /** R-20 … R-24: null when nothing, or not so many, is free. */
  takeBack(child: string, wanted: number | undefined): NaiveMove[] | null {
    if (this.closed.has(child) || this.closed.has(this.parents.get(child)!)) return null;
    const free = this.free(child);
    const count = wanted ?? free.length;
    if (count === 0 || count > free.length) return null;
    return [{ numbers: free.slice(-count), from: child, to: this.parents.get(child)! }];
  }

  /** the branch itself or the committee. */
  poolOf(branch: string, committee: string): string {
    return this.numbersOf(branch, 'FREE', 'USED').length > 0 ? branch : committee;
  }

  /** R-31 … R-34: the pool and the number it gives, null as number when it is empty. */
  drawFor(branch: string, committee: string): { pool: string; number: number | null } {
    const pool = this.poolOf(branch, committee);
    return { pool, number: this.free(pool)[0] ?? null };
  }

  /** whether members of the branch can have these numbers: free with it or with somebody above it. */
  canTakeOver(branch: string, numbers: readonly number[]): boolean {
    const above = this.path(branch);
    return numbers.every((number) => {
      const record = this.records.get(number);
      return record?.state === 'FREE' && above.includes(record.holder);
    });
  }

  /** what a pool can give in a correction, in a closed year too. */
  replacementAt(pool: string): number | null {
    return this.numbersOf(pool, this.closed.has(pool) ? 'EXPIRED' : 'FREE')[0] ?? null;
  }

  /** what becomes of a number that is taken back. */
  release(number: number, toVoid: boolean): void {
    const { holder } = this.records.get(number)!;
    const back = this.closed.has(holder) ? 'EXPIRED' : 'FREE';
    this.records.set(number, { holder, state: toVoid ? 'VOID' : back });
  }

  /** */
  close(org: string): void {
    for (const number of this.free(org)) {
      this.records.set(number, { holder: org, state: 'EXPIRED' });
    }
    this.closed.add(org);
  }

  /** null when a number is no longer free where it was moved to, or the two are no longer parent and child. */
  undo(moves: readonly NaiveMove[]): NaiveMove[] | null {
    const related = ({ from, to }: NaiveMove): boolean =>
      from === null ||
      to === null ||
      this.parents.get(from) === to ||
      this.parents.get(to) === from;
    const open = ({ from, to }: NaiveMove): boolean =>
      ![from, to].some((org) => org !== null && this.closed.has(org));
    if (!moves.every((move) => related(move) && open(move))) return null;
    const intact = moves.every(({ numbers, to }) =>
      numbers.every((number) => {
        const record = this.records.get(number);
        return record?.holder === to && record.state === 'FREE';
      }),
    );
    return intact ? moves.map(({ numbers, from, to }) => ({ numbers, from: to, to: from })) : null;
  }
}
