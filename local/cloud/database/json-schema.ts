/** `$jsonSchema`: JSON Schema draft 4 as MongoDB has it, with `bsonType`. */
import { invalidOperator, requestFailed } from './errors';
import { isPlain, same, type Plain } from './values';

type Test = (value: unknown) => boolean;

const isInt = (value: unknown): boolean =>
  Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;

const TYPES: Record<string, Test> = {
  object: isPlain,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  number: (value) => typeof value === 'number',
  int: isInt,
  long: (value) => Number.isInteger(value) && !isInt(value),
  double: (value) => typeof value === 'number' && !Number.isInteger(value),
};

/** A keyword that says something of one type only lets every other type pass. */
const whenNumber =
  (test: (value: number) => boolean): Test =>
  (value) =>
    typeof value !== 'number' || test(value);
const whenText =
  (test: (value: string) => boolean): Test =>
  (value) =>
    typeof value !== 'string' || test(value);
const whenList =
  (test: (value: unknown[]) => boolean): Test =>
  (value) =>
    !Array.isArray(value) || test(value as unknown[]);
const whenObject =
  (test: (value: Plain) => boolean): Test =>
  (value) =>
    !isPlain(value) || test(value);

function oneOfTypes(names: unknown): Test {
  const tests = [names].flat().map((name) => {
    if (typeof name !== 'string' || !Object.hasOwn(TYPES, name))
      throw invalidOperator(String(name), 'a type of $jsonSchema');
    return TYPES[name]!;
  });
  return (value) => tests.some((test) => test(value));
}

const tests = (schemas: unknown): Test[] => (schemas as unknown[]).map(schemaTest);

/** Fields that neither `properties` nor `patternProperties` name. */
function otherFields(value: Plain, schema: Plain): string[] {
  const patterns = Object.keys((schema.patternProperties ?? {}) as Plain).map((p) => new RegExp(p));
  return Object.keys(value).filter(
    (field) =>
      !Object.hasOwn((schema.properties ?? {}) as Plain, field) &&
      !patterns.some((pattern) => pattern.test(field)),
  );
}

/** `false` forbids further fields or elements; a schema is what they have to be. */
const further = (rule: unknown): Test =>
  typeof rule === 'boolean' ? () => rule : schemaTest(rule);

const points = (text: string): number => [...text].length;

type Keyword = (rule: unknown, schema: Plain) => Test;

const KEYWORDS: Record<string, Keyword> = {
  title: () => () => true,
  description: () => () => true,
  type: oneOfTypes,
  bsonType: oneOfTypes,
  enum: (rule) => (value) => (rule as unknown[]).some((item) => same(item, value)),
  allOf: (rule) => (value) => tests(rule).every((test) => test(value)),
  anyOf: (rule) => (value) => tests(rule).some((test) => test(value)),
  oneOf: (rule) => (value) => tests(rule).filter((test) => test(value)).length === 1,
  not: (rule) => (value) => !schemaTest(rule)(value),
  multipleOf: (rule) => whenNumber((value) => value % (rule as number) === 0),
  minimum: (rule, { exclusiveMinimum }) =>
    whenNumber((value) =>
      exclusiveMinimum ? value > (rule as number) : value >= (rule as number),
    ),
  maximum: (rule, { exclusiveMaximum }) =>
    whenNumber((value) =>
      exclusiveMaximum ? value < (rule as number) : value <= (rule as number),
    ),
  exclusiveMinimum: () => () => true,
  exclusiveMaximum: () => () => true,
  minLength: (rule) => whenText((value) => points(value) >= (rule as number)),
  maxLength: (rule) => whenText((value) => points(value) <= (rule as number)),
  pattern: (rule) => whenText((value) => new RegExp(String(rule)).test(value)),
  items: (rule) => {
    if (!Array.isArray(rule)) return whenList((value) => value.every(schemaTest(rule)));
    const each = tests(rule);
    return whenList((value) => value.every((item, i) => each[i]?.(item) ?? true));
  },
  additionalItems: (rule, { items }) => {
    const test = further(rule);
    return whenList((value) => !Array.isArray(items) || value.slice(items.length).every(test));
  },
  minItems: (rule) => whenList((value) => value.length >= (rule as number)),
  maxItems: (rule) => whenList((value) => value.length <= (rule as number)),
  uniqueItems: (rule) =>
    whenList(
      (value) =>
        rule !== true ||
        value.every((item, i) => value.findIndex((other) => same(other, item)) === i),
    ),
  required: (rule) =>
    whenObject((value) => (rule as string[]).every((field) => value[field] !== undefined)),
  properties: (rule) =>
    whenObject((value) =>
      Object.entries(rule as Plain).every(
        ([field, schema]) => value[field] === undefined || schemaTest(schema)(value[field]),
      ),
    ),
  patternProperties: (rule) =>
    whenObject((value) =>
      Object.entries(rule as Plain).every(([pattern, schema]) =>
        Object.entries(value).every(
          ([field, item]) => !new RegExp(pattern).test(field) || schemaTest(schema)(item),
        ),
      ),
    ),
  additionalProperties: (rule, schema) => {
    const test = further(rule);
    return whenObject((value) => otherFields(value, schema).every((field) => test(value[field])));
  },
  minProperties: (rule) => whenObject((value) => Object.keys(value).length >= (rule as number)),
  maxProperties: (rule) => whenObject((value) => Object.keys(value).length <= (rule as number)),
  dependencies: (rule) =>
    whenObject((value) =>
      Object.entries(rule as Plain).every(([field, needed]) => {
        if (value[field] === undefined) return true;
        return Array.isArray(needed)
          ? needed.every((other: string) => value[other] !== undefined)
          : schemaTest(needed)(value);
      }),
    ),
};

/** Makes a schema into a test. DATABASE_INVALID_OPERRATOR for a keyword that MongoDB does not know either. */
export function schemaTest(schema: unknown): Test {
  if (!isPlain(schema)) throw requestFailed('$jsonSchema must be an object');
  const all = Object.entries(schema).map(([keyword, rule]) => {
    if (!Object.hasOwn(KEYWORDS, keyword)) throw invalidOperator(keyword, '$jsonSchema');
    return KEYWORDS[keyword]!(rule, schema);
  });
  return (value) => all.every((test) => test(value));
}
