import { today } from '../domain/dates';
import { addCounters, callCounters, type Counters, isFailure } from '../domain/metrics';
import { type Database, DuplicateError } from '../ports/database';
import type { MetricsDocument } from '../ports/documents';

/** An instance writes what it counted at most this often, and what failed sooner. */
export const METER = { everyMs: 60_000, failuresMs: 10_000 };

/** Whoever waits for an answer does not wait longer for the counters. */
const PATIENCE_MS = 1_000;

const HOUR_MS = 3_600_000;
const CHINA_MS = 8 * HOUR_MS;

/** The hour of the day in China, as a field of the counters: `h00` … `h23`. */
export const hourField = (now: number): string =>
  `h${String(Math.floor((now + CHINA_MS) / HOUR_MS) % 24).padStart(2, '0')}`;

/** An action as a field: names of fields have no full stop. */
const actionField = (action: string): string => action.replace('.', ':');
export const actionOfField = (field: string): string => field.replace(':', '.');

/** Counters by their place in the document of a day: `total`, `hours.h20`, `actions.review:pass`. */
type Places = Map<string, Counters>;

const flat = (places: Places): Record<string, number> =>
  Object.fromEntries(
    [...places].flatMap(([place, counters]) =>
      Object.entries(counters).map(([name, n]) => [`${place}.${name}`, n] as const),
    ),
  );

/** The document of a day on which nothing was counted yet. */
function documentOf(day: string, places: Places): MetricsDocument {
  const under = (group: string): Record<string, Counters> =>
    Object.fromEntries(
      [...places].flatMap(([place, counters]) =>
        place.startsWith(`${group}.`) ? [[place.slice(group.length + 1), counters] as const] : [],
      ),
    );
  return {
    _id: day,
    total: places.get('total') ?? {},
    hours: under('hours'),
    actions: under('actions'),
  };
}

async function write(database: Database, day: string, places: Places): Promise<void> {
  const amounts = flat(places);
  if ((await database.increase('metrics', [day], amounts)) > 0) return;
  try {
    await database.add('metrics', documentOf(day, places));
  } catch (error) {
    if (!(error instanceof DuplicateError)) throw error;
    await database.increase('metrics', [day], amounts);
  }
}

/**
 * Counts the calls of one instance and writes them in one request a minute into the counters of the day. Figures
 * only. An instance that the platform ends in between takes its last minute along.
 */
export class Meter {
  private days = new Map<string, Places>();
  private since: number | null = null;
  private triedAt = Number.NEGATIVE_INFINITY;
  private hasFailure = false;

  call(now: number, action: string, outcome: string, ms: number, requests: number): void {
    const counters = callCounters(outcome, ms, requests);
    this.count(now, counters, `actions.${actionField(action)}`);
    this.hasFailure ||= isFailure(outcome);
  }

  message(now: number, isSent: boolean): void {
    this.count(now, { [isSent ? 'sent' : 'notSent']: 1 });
    this.hasFailure ||= !isSent;
  }

  /** Writes what is due; never throws and never takes long: what was not written is tried again a minute later. */
  async flush(database: Database, now: number): Promise<void> {
    if (!this.isDue(now)) return;
    const { days } = this;
    this.days = new Map();
    this.since = null;
    this.hasFailure = false;
    this.triedAt = now;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const work = this.writeAll(database, days, now);
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS);
    });
    await Promise.race([work, patience]);
    clearTimeout(timer);
  }

  private isDue(now: number): boolean {
    if (this.since === null) return false;
    if (now - this.triedAt < METER.failuresMs) return false;
    return this.hasFailure || now - this.since >= METER.everyMs;
  }

  private async writeAll(
    database: Database,
    days: Map<string, Places>,
    now: number,
  ): Promise<void> {
    for (const [day, places] of days) {
      try {
        await write(database, day, places);
      } catch (error) {
        console.warn(JSON.stringify({ meter: 'not written', failed: String(error) }));
        for (const [place, counters] of places) this.add(day, place, counters);
        this.since ??= now;
      }
    }
  }

  private count(now: number, counters: Counters, place?: string): void {
    const day = today(now);
    this.add(day, 'total', counters);
    this.add(day, `hours.${hourField(now)}`, counters);
    if (place !== undefined) this.add(day, place, counters);
    this.since ??= now;
  }

  private add(day: string, place: string, counters: Counters): void {
    const places = this.days.get(day) ?? new Map<string, Counters>();
    this.days.set(day, places);
    places.set(place, addCounters(places.get(place) ?? {}, counters));
  }
}
