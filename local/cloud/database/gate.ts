/** How many requests are let in: at once, and in one second. The service sells both by package (cloud-wire.md §5). */
import { WireError } from '../types';

export interface RequestLimits {
  /** Requests at once; without limit when absent. */
  atOnce?: number;
  /** Requests in any one second; without limit when absent. */
  perSecond?: number;
}

const SECOND_MS = 1000;

export class Gate {
  private inside = 0;
  /** When the requests of the last second came, in ms. */
  private recent: number[] = [];

  constructor(
    private readonly limits: () => RequestLimits,
    private readonly now: () => number,
  ) {}

  /** Runs a request. EXCEED_CONCURRENT_REQUEST_LIMIT or EXCEED_REQUEST_LIMIT when it is one too many. */
  async pass<T>(request: () => Promise<T>): Promise<T> {
    const { atOnce, perSecond } = this.limits();
    if (atOnce !== undefined && this.inside >= atOnce)
      throw new WireError(
        'EXCEED_CONCURRENT_REQUEST_LIMIT',
        `[LimitExceeded] more than ${atOnce} requests at once`,
      );
    if (perSecond !== undefined) this.count(perSecond);
    this.inside++;
    try {
      return await request();
    } finally {
      this.inside--;
    }
  }

  private count(perSecond: number): void {
    const now = this.now();
    this.recent = this.recent.filter((at) => at > now - SECOND_MS);
    if (this.recent.length >= perSecond)
      throw new WireError(
        'EXCEED_REQUEST_LIMIT',
        `[LimitExceeded] more than ${perSecond} requests in one second`,
      );
    this.recent.push(now);
  }
}
