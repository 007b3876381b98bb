/**
 * Exact matching of documents by mingo, with a context of our own: comparisons as MongoDB makes them
 * where mingo 7.2.7 differs (cloud-wire.md §6).
 */
import { Context } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as stages from 'mingo/operators/pipeline';
import * as queryOperators from 'mingo/operators/query';
import { Query } from 'mingo/query';
import { EXPRESSION_CORRECTIONS } from './expressions';
import { ACCUMULATORS } from './expressions/lists';
import { geoIntersects, geoWithin, nearSphere } from './geo/conditions';
import { schemaTest } from './json-schema';
import { compareValues, EMPTY, typeOf } from './keys';
import { isOperators } from './operators';
import { valuesAt } from './paths';
import { isPlain, same, type Plain } from './values';

type Groups = NonNullable<Parameters<typeof Context.init>[0]>;
type AccumulatorOps = NonNullable<Groups['accumulator']>;
type ExpressionOps = NonNullable<Groups['expression']>;
type PipelineOps = NonNullable<Groups['pipeline']>;
type QueryOps = NonNullable<Groups['query']>;

export type Test = (document: Plain) => boolean;

const isMissing = (value: unknown): boolean => value === null || value === undefined;

/** Values behind a path and, of arrays, also their elements: what a comparison may hit. */
function candidates(document: Plain, path: string): unknown[] {
  const found: unknown[] = [];
  for (const value of valuesAt(document, path).values) {
    if (value !== EMPTY) found.push(value);
    if (Array.isArray(value)) for (const item of value as unknown[]) found.push(item);
  }
  return found;
}

const isSimple = (operand: unknown): boolean =>
  typeof operand === 'string' || typeof operand === 'number';

function matchesText(path: string, expression: RegExp): Test {
  return (document) =>
    candidates(document, path).some((value) => typeof value === 'string' && expression.test(value));
}

function equals(path: string, operand: unknown): Test {
  if (operand instanceof RegExp) return matchesText(path, operand);
  if (isMissing(operand))
    return (document) => candidates(document, path).some((value) => isMissing(value));
  return (document) => candidates(document, path).some((value) => same(value, operand));
}

function isIn(path: string, operands: readonly unknown[]): Test {
  const simple = new Set<unknown>(operands.filter(isSimple));
  const others = operands.filter((item) => !simple.has(item)).map((item) => equals(path, item));
  return (document) =>
    (simple.size > 0 && candidates(document, path).some((value) => simple.has(value))) ||
    others.some((test) => test(document));
}

function compares(accept: (order: number) => boolean) {
  return (path: string, operand: unknown): Test => {
    const type = typeOf(operand);
    return (document) =>
      candidates(document, path).some(
        (value) => typeOf(value) === type && accept(compareValues(value, operand)),
      );
  };
}

function elementMatches(path: string, criteria: unknown): Test {
  const onValues =
    isOperators(criteria) && !Object.keys(criteria).some((key) => /^\$(and|or|nor)$/.test(key));
  const test = compileFilter(onValues ? { element: criteria } : (criteria as Plain));
  return (document) =>
    valuesAt(document, path).values.some(
      (value) =>
        Array.isArray(value) &&
        value.some((element: unknown) =>
          onValues ? test({ element }) : isPlain(element) && test(element),
        ),
    );
}

function hasAll(path: string, operands: readonly unknown[]): Test {
  if (operands.length > 1 && operands.every(isSimple)) {
    return (document) => {
      const found = new Set(candidates(document, path));
      return operands.every((operand) => found.has(operand));
    };
  }
  const tests = operands.map((operand) =>
    isPlain(operand) && '$elemMatch' in operand
      ? elementMatches(path, operand.$elemMatch)
      : equals(path, operand),
  );
  return (document) => tests.length > 0 && tests.every((test) => test(document));
}

function hasRemainder(path: string, [divisor, remainder]: readonly number[]): Test {
  const wanted = Math.trunc(remainder ?? 0);
  return (document) =>
    candidates(document, path).some(
      (value) =>
        typeof value === 'number' && Math.trunc(value) % Math.trunc(divisor ?? 1) === wanted,
    );
}

const not =
  <T>(make: (path: string, operand: T) => Test) =>
  (path: string, operand: T): Test => {
    const test = make(path, operand);
    return (document) => !test(document);
  };

const corrections = {
  $eq: equals,
  $ne: not(equals),
  $in: isIn,
  $nin: not(isIn),
  $gt: compares((order) => order > 0),
  $gte: compares((order) => order >= 0),
  $lt: compares((order) => order < 0),
  $lte: compares((order) => order <= 0),
  $elemMatch: elementMatches,
  $all: hasAll,
  $mod: hasRemainder,
  $nearSphere: nearSphere,
  $geoWithin: geoWithin,
  $geoIntersects: geoIntersects,
  $jsonSchema: (_path: string, schema: unknown) => schemaTest(schema),
};

/** Operators of conditions. */
export const query = { ...queryOperators, ...corrections } as unknown as QueryOps;
const expression = { ...expressions, ...EXPRESSION_CORRECTIONS } as unknown as ExpressionOps;
const accumulator = { ...accumulators, ...ACCUMULATORS } as unknown as AccumulatorOps;
// mingo copies the context for every query: each use has the operators it needs and no more.
const queryOptions = { context: Context.init({ query }), scriptEnabled: false };
const expressionOptions = {
  context: Context.init({ accumulator, expression, query }),
  scriptEnabled: false,
};

/** Options for the stages of an aggregate. */
export const pipelineOptions = {
  context: Context.init({ accumulator, expression, pipeline: stages as PipelineOps, query }),
  scriptEnabled: false,
};

const hasExpression = (filter: Plain): boolean =>
  Object.entries(filter).some(
    ([field, condition]) =>
      field === '$expr' ||
      (/^\$(and|or|nor)$/.test(field) && (condition as Plain[]).some(hasExpression)),
  );

/** Makes a checked filter into a test of documents; `variables` are those its `$expr` may name. */
export function compileFilter(filter: Plain, variables?: Plain): Test {
  const options = hasExpression(filter) ? { ...expressionOptions, variables } : queryOptions;
  const compiled = new Query(filter, options);
  return (document) => compiled.test(document);
}
