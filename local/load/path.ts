import { median } from '../bench/measure';
import type { Client } from './client';
import type { CloudProcess } from './cloud-process';
import type { Recorded } from './recorder';
import type { PathRequest, PathResult } from './result';
import type { LoadWorld } from './world';

/** One approval, in ms of the machine's clock. */
export interface Approval {
  sent: number;
  back: number;
  host: Recorded;
  requests: Recorded[];
}

/** Of whatever a request is part. */
function partsOf(requests: readonly Recorded[]): string[] {
  const first = requests.findIndex(({ inside }) => inside);
  const last = requests.findLastIndex(({ inside }) => inside);
  return requests.map(({ what, inside }, i) => {
    if (i === 0) return 'identify';
    if (!inside) return i < first ? 'before' : i > last ? 'after' : 'beside';
    if (what === 'startTransaction') return 'begin';
    if (what === 'commitTransaction') return 'commit';
    return what.startsWith('getDocument') ? 'reads' : 'writes';
  });
}

/** Medians of approvals that all sent the same requests. Throws when there are none. */
export function pathOf(approvals: readonly Approval[]): PathResult {
  const key = ({ requests }: Approval): string => requests.map(({ what }) => what).join();
  const usual = approvals
    .map(key)
    .sort((a, b) => count(approvals, b, key) - count(approvals, a, key))[0];
  const alike = approvals.filter((one) => key(one) === usual);
  const [first] = alike;
  if (!first) throw new Error('no approval was recorded');
  const medianOf = (value: (one: Approval) => number): number =>
    Math.round(median(alike.map(value)) * 100) / 100;
  const parts = partsOf(first.requests);
  const requests: PathRequest[] = first.requests.map(({ what }, i) => ({
    what,
    part: parts[i]!,
    before: medianOf(
      ({ host, requests: all }) => all[i]!.at - (i === 0 ? host.at : all[i - 1]!.end),
    ),
    database: medianOf(({ requests: all }) => all[i]!.end - all[i]!.at),
  }));
  return {
    n: alike.length,
    total: medianOf(({ sent, back }) => back - sent),
    arrival: medianOf(({ sent, host }) => host.at - sent),
    requests,
    answer: medianOf(({ host, requests: all }) => host.end - all.at(-1)!.end),
    back: medianOf(({ host, back }) => back - host.end),
  };
}

const count = <T>(all: readonly T[], wanted: string, key: (one: T) => string): number =>
  all.filter((one) => key(one) === wanted).length;

const clock = (): number => performance.timeOrigin + performance.now();

/** Lets committees approve `times` people on the phone, one after the other, and follows each approval. */
export async function measurePath(
  world: LoadWorld,
  client: Client,
  cloud: CloudProcess,
  times: number,
): Promise<PathResult> {
  const approvals: Approval[] = [];
  // The first ones load the function and compile it.
  const warm = Math.min(10, times);
  for (let i = 0; i < times + warm; i++) {
    const pool = i % world.committees.length;
    const registrationId = world.waiting[pool]!.pop()!;
    await cloud.ask('record', { on: true });
    const sent = clock();
    const { outcome } = await client.phone(world.committees[pool]!.openid, 'review.pass', {
      registrationId,
      status: 'PENDING_COMMITTEE',
    });
    const back = clock();
    const recorded = await cloud.ask('record', { on: false });
    if (outcome !== 'OK') throw new Error(`review.pass: ${outcome}`);
    const host = recorded.find(({ of }) => 'phone' in of)!;
    const requests = recorded.filter(({ of }) => 'call' in of).sort((a, b) => a.at - b.at);
    if (i >= warm && host && requests.length > 0) approvals.push({ sent, back, host, requests });
  }
  return pathOf(approvals);
}
