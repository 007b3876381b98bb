import type { ClockJob, Measured, Package, Prices, Stored, Usage } from './result';

const MINUTES_A_YEAR = 365 * 24 * 60;
const DAYS_A_MONTH = 30;
const GB = 2 ** 30;
/** The clock is woken so often (cloudfunctions/clock/config.json). */
const CLOCK_MINUTES = 10;

/** What is used up: of a member, a year, a month. */
export interface Load {
  functionCalls: number;
  /** Requests to the database of every kind. */
  requests: number;
  gbSeconds: number;
  messages: number;
}

const NOTHING: Load = { functionCalls: 0, requests: 0, gbSeconds: 0, messages: 0 };

export const plus = (a: Load, b: Load): Load => ({
  functionCalls: a.functionCalls + b.functionCalls,
  requests: a.requests + b.requests,
  gbSeconds: a.gbSeconds + b.gbSeconds,
  messages: a.messages + b.messages,
});

export const times = (load: Load, factor: number): Load => ({
  functionCalls: load.functionCalls * factor,
  requests: load.requests * factor,
  gbSeconds: load.gbSeconds * factor,
  messages: load.messages * factor,
});

/** What doing something once uses up. A function waits for each request as long as the network takes. */
export function loadOf(
  { functionCalls, reads, writes, control, messages, ms }: Measured,
  { functionMemoryGb, networkMsPerRequest }: Usage['province'],
): Load {
  const requests = reads + writes + control;
  const seconds = (ms + requests * networkMsPerRequest) / 1000;
  return { functionCalls, requests, gbSeconds: seconds * functionMemoryGb, messages };
}

/** Things done so and so often. Throws for a name that was not measured. */
export function sumOf(
  often: Record<string, number>,
  measured: readonly Measured[],
  province: Usage['province'],
): Load {
  return Object.entries(often).reduce((sum, [name, n]) => {
    const one = measured.find((each) => each.name === name);
    if (!one) throw new Error(`${name} was not measured`);
    return plus(sum, times(loadOf(one, province), n));
  }, NOTHING);
}

/** A year of the clock, by its jobs; those that go through every organisation are measured on fewer of them. */
export function clockYear(
  jobs: readonly ClockJob[],
  { functionMemoryGb, networkMsPerRequest }: Usage['province'],
): Load {
  const calls = MINUTES_A_YEAR / CLOCK_MINUTES;
  const requests = jobs.reduce((sum, { everyMinutes, due, idle }) => {
    const dues = MINUTES_A_YEAR / Math.max(everyMinutes, CLOCK_MINUTES);
    return sum + dues * due + (calls - dues) * idle;
  }, 0);
  return {
    functionCalls: calls,
    requests,
    gbSeconds: ((requests * networkMsPerRequest) / 1000) * functionMemoryGb,
    messages: 0,
  };
}

/** A year of a province, by who causes it. */
export function yearOf(
  usage: Usage,
  measured: readonly Measured[],
  clock: readonly ClockJob[],
): Record<'members' | 'staff' | 'secretaries' | 'numbers' | 'clock', Load> {
  const { province } = usage;
  const days = ({ staff, days: n, perDay }: Usage['staffDays']): Load =>
    times(sumOf(perDay, measured, province), staff * n);
  return {
    members: times(sumOf(usage.perMember, measured, province), province.newMembers),
    staff: days(usage.staffDays),
    secretaries: days(usage.secretaryDays),
    numbers: times(sumOf(usage.perOrganization, measured, province), province.organizations),
    clock: clockYear(clock, province),
  };
}

/** What the clock removes again within days (usecases/clock/clean-up.ts). */
const PASSING = new Set(['codes', 'counters', 'sessions', 'tickets']);

export const isLasting = ({ collection }: Stored): boolean => !PASSING.has(collection);

/** Bytes of documents and of index rows that stay. */
export function bytesOf(stored: readonly Stored[]): { documents: number; indexes: number } {
  const lasting = stored.filter(isLasting);
  return {
    documents: lasting.reduce((sum, { bytes }) => sum + bytes, 0),
    indexes: lasting.reduce(
      (sum, { indexes }) => sum + indexes.reduce((all, { bytes }) => all + bytes, 0),
      0,
    ),
  };
}

export const gigabytes = (bytes: number): number => bytes / GB;

const charge = ({ price, per }: { price: number; per: number }, amount: number): number =>
  (amount * price) / per;

/** What the service bills of a month, in points, by what for; `gb`: what is stored all the while. */
export function pointsOf(
  used: Load & { gb: number },
  { points }: Prices,
): Record<'functionCalls' | 'requests' | 'gbSeconds' | 'storage', number> {
  return {
    functionCalls: charge(points.functionCalls, used.functionCalls),
    requests: charge(points.requests, used.requests),
    gbSeconds: charge(points.functionGbSeconds, used.gbSeconds),
    storage: charge(points.storageGbDay, used.gb * DAYS_A_MONTH),
  };
}

export const totalOf = (parts: Record<string, number>): number =>
  Object.values(parts).reduce((sum, part) => sum + part, 0);

/**
 * What is paid for a month of so many points with a package: its price, and by use whatever is beyond it; null when
 * the package does not bear it. Messages are not in it.
 */
export function monthWith(one: Package, points: number, { pointsPerUnit }: Prices): number | null {
  const beyond = Math.max(0, points - one.points);
  if (beyond > 0 && !one.isOpenEnded) return null;
  return one.monthly + beyond / pointsPerUnit;
}

/** The package with which a month of so many points costs least. */
export function cheapest(points: number, prices: Prices): { name: string; cost: number } {
  return prices.packages
    .flatMap((one) => {
      const cost = monthWith(one, points, prices);
      return cost === null ? [] : [{ name: one.name, cost }];
    })
    .reduce((best, one) => (one.cost < best.cost ? one : best));
}

/** New members whose points a package holds in a month, with nothing else going on. */
export function membersHeld(
  { points }: Package,
  member: Load,
  bytesPerMember: number,
  prices: Prices,
): number {
  return Math.floor(points / totalOf(pointsOf({ ...member, gb: bytesPerMember / GB }, prices)));
}
