/** Counts requests: all of them, and those of each call of a function. */
import type { CallId } from '../types';

export class Counters {
  private readonly total = new Map<string, number>();
  private readonly calls = new Map<string, Map<string, number>>();

  begin(call: string): void {
    this.calls.set(call, new Map());
  }

  /** Ends a call and gives its requests by action. */
  end(call: string): Record<string, number> {
    const counts = this.calls.get(call);
    this.calls.delete(call);
    return Object.fromEntries(counts ?? []);
  }

  count(action: string, call: CallId): void {
    for (const counts of [this.total, call === null ? undefined : this.calls.get(call)])
      counts?.set(action, (counts.get(action) ?? 0) + 1);
  }

  totals(): Record<string, number> {
    return Object.fromEntries(this.total);
  }

  reset(): void {
    this.total.clear();
  }
}
