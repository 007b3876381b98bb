import type { ApprovalsResult, Design, FlatResult } from './result';

/** The slowest of all sizes against the smallest one, of medians. */
export const growth = ({ worlds }: FlatResult): number =>
  Math.max(...worlds.map(({ time }) => time.median)) / worlds[0]!.time.median;

export const rateOf = ({ designs }: ApprovalsResult, wanted: Design): number | null =>
  designs.find(({ design }) => design === wanted)?.perSecond ?? null;

/** Approvals per second of the system as a share of the floor's. */
export const shareOfFloor = (result: ApprovalsResult): number =>
  rateOf(result, 'system')! / rateOf(result, 'floor')!;
