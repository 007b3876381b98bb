/** Which part of an index a query can lie in: a superset, the matcher decides exactly. */
import { component, EMPTY, successor, textPrefix, TYPE, typeOf } from './keys';
import { isOperators } from './operators';
import { isPlain, type Plain } from './values';

/** Ascending components from `from` (inclusive) to `to` (exclusive); a point holds one value only. */
export interface Interval {
  from: Buffer;
  to: Buffer;
  point: boolean;
}

/** A query cut into conditions that must all hold. */
export interface Conjunction {
  /** Conditions on fields: `[path, operator, operand]`. */
  conditions: Array<readonly [path: string, operator: string, operand: unknown]>;
  /** Alternatives, each list from one `$or`. */
  alternatives: Plain[][];
}

function addCondition(out: Conjunction, path: string, operator: string, operand: unknown): void {
  if (operator === '$and') {
    for (const part of operand as unknown[])
      if (isOperators(part))
        for (const [name, value] of Object.entries(part)) addCondition(out, path, name, value);
    return;
  }
  if (operator === '$elemMatch' && isPlain(operand) && !isOperators(operand)) {
    const inner = conjunction(operand);
    for (const [field, name, value] of inner.conditions)
      out.conditions.push([`${path}.${field}`, name, value]);
    return;
  }
  out.conditions.push([path, operator, operand]);
}

/** Flattens `$and` and cuts a checked filter into its conditions. */
export function conjunction(filter: Plain): Conjunction {
  const out: Conjunction = { conditions: [], alternatives: [] };
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and') {
      for (const part of condition as Plain[]) {
        const inner = conjunction(part);
        out.conditions.push(...inner.conditions);
        out.alternatives.push(...inner.alternatives);
      }
    } else if (field === '$or') out.alternatives.push(condition as Plain[]);
    else if (field.startsWith('$')) continue;
    else if (isOperators(condition))
      for (const [name, operand] of Object.entries(condition))
        addCondition(out, field, name, operand);
    else out.conditions.push([field, '$eq', condition]);
  }
  return out;
}

const point = (value: unknown): Interval => {
  const bytes = component(value);
  return { from: bytes, to: successor(bytes), point: true };
};

const ofType = (type: number): Interval => ({
  from: Buffer.from([type]),
  to: Buffer.from([type + 1]),
  point: false,
});

/** Text with which everything begins that an expression matches, `null` when there is none. */
function literalPrefix(expression: RegExp): string | null {
  if (expression.flags !== '' || !expression.source.startsWith('^')) return null;
  if (expression.source.includes('|')) return null;
  const literal = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^A-Za-z0-9])*)([*?{]?)/.exec(expression.source);
  const text = (literal?.[1] ?? '').replace(/\\(.)/gs, '$1');
  // A quantifier behind the literal also speaks of its last character.
  return literal?.[2] ? [...text].slice(0, -1).join('') : text;
}

function equality(value: unknown, multikey: boolean): Interval[] | null {
  if (value === null || value === undefined)
    return multikey ? [point(EMPTY), point(null)] : [point(null)];
  if (value instanceof RegExp) {
    const prefix = literalPrefix(value);
    if (!prefix) return null;
    const from = textPrefix(prefix);
    return [{ from, to: successor(from), point: false }];
  }
  return typeof value === 'object' && !(value instanceof Date) ? null : [point(value)];
}

function comparison(operator: string, value: unknown, multikey: boolean): Interval[] | null {
  const type = typeOf(value);
  if (type === TYPE.missing)
    return operator === '$gte' || operator === '$lte' ? equality(null, multikey) : [];
  if (type === TYPE.object || type === TYPE.array) return null;
  const bytes = component(value);
  const all = ofType(type);
  switch (operator) {
    case '$gt':
      return [{ ...all, from: successor(bytes) }];
    case '$gte':
      return [{ ...all, from: bytes }];
    case '$lt':
      return [{ ...all, to: bytes }];
    default:
      return [{ ...all, to: successor(bytes) }];
  }
}

function union(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => Buffer.compare(a.from, b.from));
  const out: Interval[] = [];
  for (const interval of sorted) {
    const last = out[out.length - 1];
    if (!last || Buffer.compare(interval.from, last.to) >= 0) out.push({ ...interval });
    else if (Buffer.compare(interval.to, last.to) > 0)
      out[out.length - 1] = { from: last.from, to: interval.to, point: false };
  }
  return out;
}

function intersection(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const left of a) {
    for (const right of b) {
      const from = Buffer.compare(left.from, right.from) > 0 ? left.from : right.from;
      const to = Buffer.compare(left.to, right.to) < 0 ? left.to : right.to;
      if (Buffer.compare(from, to) < 0) out.push({ from, to, point: left.point || right.point });
    }
  }
  return out;
}

function ofCondition(operator: string, operand: unknown, multikey: boolean): Interval[] | null {
  switch (operator) {
    case '$eq':
      return equality(operand, multikey);
    case '$regex':
      return operand instanceof RegExp ? equality(operand, multikey) : null;
    case '$in': {
      const parts = (operand as unknown[]).map((value) => equality(value, multikey));
      return parts.includes(null) ? null : union(parts.flatMap((part) => part ?? []));
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return comparison(operator, operand, multikey);
    case '$exists':
      return operand ? null : equality(null, multikey);
    case '$all': {
      const [first] = operand as unknown[];
      return first === undefined || isPlain(first) ? null : equality(first, multikey);
    }
    case '$elemMatch':
      return isPlain(operand) ? inOneElement(operand) : null;
    default:
      return null;
  }
}

/** Conditions on one element of an array bound together, whatever the other elements are. */
function inOneElement(criteria: Plain): Interval[] | null {
  let out: Interval[] | null = null;
  for (const [operator, operand] of Object.entries(criteria)) {
    const part = ofCondition(operator, operand, true);
    if (part) out = out ? intersection(out, part) : part;
  }
  return out;
}

const narrowness = (intervals: readonly Interval[]): number =>
  intervals.every((interval) => interval.point) ? intervals.length : Number.MAX_SAFE_INTEGER;

/**
 * Intervals of one field of an index, disjoint and ascending, in which the documents lie that fulfil
 * the conditions on that field; `null` when the conditions do not narrow it. At a field with arrays
 * different elements may fulfil different conditions, so only one condition counts.
 */
export function fieldIntervals(
  { conditions }: Conjunction,
  field: string,
  multikey: boolean,
): Interval[] | null {
  let out: Interval[] | null = null;
  for (const [path, operator, operand] of conditions) {
    if (path !== field) continue;
    const part = ofCondition(operator, operand, multikey);
    if (!part) continue;
    if (!out) out = part;
    else if (!multikey) out = intersection(out, part);
    else if (narrowness(part) < narrowness(out)) out = part;
  }
  return out;
}
