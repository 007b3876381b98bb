/** Update operators on one document, checked before they act and failing as MongoDB fails. */
import { invalidOperator, invalidParameter, requestFailed } from './errors';
import { compareValues } from './keys';
import { compileFilter } from './matcher';
import { checkFilter, isOperators } from './operators';
import { arrayAt, locate, numberAt, place, read, write } from './places';
import { checkStorable, copy, isPlain, same, type Plain } from './values';

function needNumber(name: string, operand: unknown): number {
  if (typeof operand === 'number') return operand;
  throw requestFailed(`Cannot apply ${name} with non-numeric argument: ${JSON.stringify(operand)}`);
}

const PUSH_PARTS = new Set(['$each', '$position', '$slice', '$sort']);

function whole(name: string, value: unknown): number {
  if (Number.isInteger(value)) return value as number;
  throw requestFailed(`The value for ${name} must be an integer value`);
}

function pushSort(array: unknown[], sort: unknown): void {
  const fields = isPlain(sort) ? Object.entries(sort) : [['', sort] as const];
  for (const [, direction] of fields)
    if (direction !== 1 && direction !== -1) throw requestFailed('$sort must be 1 or -1');
  array.sort((a, b) => {
    for (const [field, direction] of fields) {
      const [left, right] = [a, b].map((item) => (field && isPlain(item) ? item[field] : item));
      const order = compareValues(left, right) * (direction as number);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function push(document: Plain, path: string, operand: unknown): void {
  const spec = isOperators(operand) ? operand : { $each: [operand] };
  for (const key of Object.keys(spec))
    if (!PUSH_PARTS.has(key)) throw invalidOperator(key, '$push');
  if (!Array.isArray(spec.$each))
    throw requestFailed('The argument to $each in $push must be an array');
  const array = arrayAt(document, path, true)!;
  const position = spec.$position === undefined ? array.length : whole('$position', spec.$position);
  array.splice(position, 0, ...copy(spec.$each as unknown[]));
  if (spec.$sort !== undefined) pushSort(array, spec.$sort);
  if (spec.$slice === undefined) return;
  const slice = whole('$slice', spec.$slice);
  const kept = slice < 0 ? array.slice(slice) : array.slice(0, slice);
  array.splice(0, array.length, ...kept);
}

function addToSet(document: Plain, path: string, operand: unknown): void {
  const items = isOperators(operand) ? operand.$each : [operand];
  if (!Array.isArray(items) || (isOperators(operand) && Object.keys(operand).length > 1))
    throw requestFailed('The argument to $each in $addToSet must be an array');
  const array = arrayAt(document, path, true)!;
  for (const item of items)
    if (!array.some((present) => same(present, item))) array.push(copy(item));
}

function pull(document: Plain, path: string, operand: unknown): void {
  let leaves: (item: unknown) => boolean;
  if (isOperators(operand)) {
    checkFilter({ item: operand });
    const test = compileFilter({ item: operand });
    leaves = (item) => test({ item });
  } else if (isPlain(operand)) {
    checkFilter(operand);
    const test = compileFilter(operand);
    leaves = (item) => isPlain(item) && test(item);
  } else leaves = (item) => same(item, operand);
  remove(document, path, leaves);
}

function remove(document: Plain, path: string, leaves: (item: unknown) => boolean): void {
  const array = arrayAt(document, path, false);
  if (array) array.splice(0, array.length, ...array.filter((item) => !leaves(item)));
}

function unset(document: Plain, path: string): void {
  const found = locate(document, path, false);
  if (!found) return;
  if (!Array.isArray(found.holder)) delete found.holder[found.key];
  else if (Number(found.key) < found.holder.length) found.holder[Number(found.key)] = null;
}

const BITS: Record<string, (value: number, operand: number) => number> = {
  and: (value, operand) => value & operand,
  or: (value, operand) => value | operand,
  xor: (value, operand) => value ^ operand,
};

function bit(document: Plain, path: string, operand: unknown): void {
  if (!isPlain(operand) || Object.keys(operand).length === 0)
    throw requestFailed('The $bit modifier needs and, or or xor');
  const target = place(document, path);
  let value = numberAt(target, '$bit', path) ?? 0;
  for (const [name, amount] of Object.entries(operand)) {
    if (!Object.hasOwn(BITS, name)) throw invalidOperator(name, '$bit');
    value = BITS[name]!(wholeOfBits(value), wholeOfBits(amount));
  }
  write(target.holder, target.key, value);
}

/** Integers of 32 bits only: JavaScript's operators know no others. */
function wholeOfBits(value: unknown): number {
  if (Number.isInteger(value) && (value as number) === ((value as number) | 0))
    return value as number;
  throw requestFailed('The $bit modifier field must be an Integer(32 bit)');
}

function extreme(sign: 1 | -1) {
  return (document: Plain, path: string, operand: unknown): void => {
    const { holder, key } = place(document, path);
    const value = read(holder, key);
    if (value === undefined || compareValues(operand, value) * sign > 0)
      write(holder, key, copy(operand));
  };
}

const OPERATORS: Record<string, (document: Plain, path: string, operand: unknown) => void> = {
  $set(document, path, operand) {
    const { holder, key } = place(document, path);
    write(holder, key, copy(operand));
  },
  $unset: unset,
  $inc(document, path, operand) {
    const amount = needNumber('$inc', operand);
    const target = place(document, path);
    write(target.holder, target.key, (numberAt(target, '$inc', path) ?? 0) + amount);
  },
  $mul(document, path, operand) {
    const factor = needNumber('$mul', operand);
    const target = place(document, path);
    write(target.holder, target.key, (numberAt(target, '$mul', path) ?? 0) * factor);
  },
  $min: extreme(-1),
  $max: extreme(1),
  $push: push,
  $pop(document, path, operand) {
    if (operand !== 1 && operand !== -1) throw requestFailed('$pop expects 1 or -1');
    const array = arrayAt(document, path, false);
    if (operand === 1) array?.pop();
    else array?.shift();
  },
  $pull: pull,
  $pullAll(document, path, operand) {
    if (!Array.isArray(operand)) throw requestFailed('$pullAll requires an array argument');
    remove(document, path, (item) => operand.some((value) => same(item, value)));
  },
  $addToSet: addToSet,
  $bit: bit,
  $rename(document, path, operand) {
    if (typeof operand !== 'string')
      throw requestFailed("The 'to' field for $rename must be a string");
    const found = locate(document, path, false);
    const value = found ? read(found.holder, found.key) : undefined;
    if (value === undefined) return;
    unset(document, path);
    const target = place(document, operand);
    write(target.holder, target.key, value);
  },
};

function checkPath(path: string): void {
  const segments = path.split('.');
  if (segments.some((segment) => segment === ''))
    throw requestFailed(
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  if (segments.some((segment) => segment.startsWith('$')))
    throw invalidOperator(
      segments.find((segment) => segment.startsWith('$'))!,
      'an update path',
    );
  if (segments[0] === '_id')
    throw requestFailed(
      `Performing an update on the path '${path}' would modify the immutable field '_id'`,
    );
}

function checkPaths(paths: readonly string[]): void {
  const sorted = [...paths].sort();
  for (const [position, path] of sorted.entries()) {
    checkPath(path);
    const next = sorted.find(
      (other, i) => i > position && (other === path || other.startsWith(`${path}.`)),
    );
    if (next !== undefined)
      throw requestFailed(`Updating the path '${next}' would create a conflict at '${path}'`);
  }
}

/**
 * Checks an update before any document is touched: only operators offered, no path twice.
 * DATABASE_INVALID_OPERRATOR names an operator that is not offered.
 */
export function checkUpdate(update: Plain): void {
  const paths: string[] = [];
  if (Object.keys(update).length === 0)
    throw invalidParameter('an update needs at least one operator');
  for (const [name, fields] of Object.entries(update)) {
    if (!name.startsWith('$'))
      throw invalidParameter(`an update consists of operators, not '${name}'`);
    if (!Object.hasOwn(OPERATORS, name)) throw invalidOperator(name, 'an update');
    if (!isPlain(fields)) throw requestFailed(`Modifiers operate on fields but ${name} has none`);
    for (const [path, operand] of Object.entries(fields)) {
      paths.push(path);
      if (name === '$rename' && typeof operand === 'string') paths.push(operand);
      if (name === '$set' || name === '$min' || name === '$max') checkStorable(operand);
      if ((name === '$push' || name === '$addToSet') && isOperators(operand))
        checkStorable(operand.$each);
    }
  }
  checkPaths(paths);
}

/** A changed copy of a document, given a checked update; the same document when nothing changes. */
export function applyUpdate(document: Plain, update: Plain): Plain {
  const next = copy(document);
  for (const [name, fields] of Object.entries(update))
    for (const [path, operand] of Object.entries(fields as Plain))
      OPERATORS[name]!(next, path, operand);
  return same(next, document) ? document : next;
}
