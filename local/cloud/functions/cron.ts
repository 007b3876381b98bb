/** The service's timers think in Beijing time, whatever the machine's zone. */
const UTC_OFFSET_MS = 8 * 3600 * 1000;

const FIELDS = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'weekday', min: 0, max: 6 },
  { name: 'year', min: 1970, max: 2099 },
] as const;

/** One field: null for `*` (any value), else the values it names. */
type Field = ReadonlySet<number> | null;

/** A parsed expression, for `matches`. */
export type Cron = readonly Field[];

/**
 * Parses a cron expression of 7 fields: second minute hour day month weekday (0 = Sunday) year, each
 * `*`, a number, `a-b`, with a step (star-slash-n, `a-b/n`, `a/n` = from a on) or a comma list of these
 * (cloud-wire.md §5, Timers). Throws on anything else; names of months and days are not taken.
 */
export function parseCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    throw new Error(`cron expression "${expression}": 7 fields expected, ${parts.length} found`);
  }
  return FIELDS.map((field, i) => parseField(parts[i]!, field, expression));
}

function parseField(text: string, field: (typeof FIELDS)[number], expression: string): Field {
  if (text === '*') {
    return null;
  }
  return new Set(text.split(',').flatMap((item) => parseItem(item, field, expression)));
}

function parseItem(item: string, field: (typeof FIELDS)[number], expression: string): number[] {
  const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(item);
  const [, from, to, step] = match ?? [];
  const start = from === undefined ? field.min : Number(from);
  const openEnd = from === undefined || (to === undefined && step !== undefined);
  const end = openEnd ? field.max : Number(to ?? from);
  const by = Number(step ?? 1);
  if (match === null || by === 0 || start < field.min || end > field.max || start > end) {
    throw new Error(`cron expression "${expression}": ${field.name} "${item}" is not understood`);
  }
  return Array.from({ length: Math.floor((end - start) / by) + 1 }, (_, i) => start + i * by);
}

/** Whether the expression names this second (UTC+8). Day and weekday both given means either of them. */
export function matches(cron: Cron, time: Date): boolean {
  const local = new Date(time.getTime() + UTC_OFFSET_MS);
  const values = [
    local.getUTCSeconds(),
    local.getUTCMinutes(),
    local.getUTCHours(),
    local.getUTCDate(),
    local.getUTCMonth() + 1,
    local.getUTCDay(),
    local.getUTCFullYear(),
  ];
  const fits = (i: number): boolean => cron[i]?.has(values[i]!) ?? true;
  const eitherDay = cron[3] !== null && cron[5] !== null;
  const dayFits = eitherDay ? fits(3) || fits(5) : fits(3) && fits(5);
  return dayFits && [0, 1, 2, 4, 6].every(fits);
}
