/** What may stand in a query. Anything else is refused by name. */
import { checkExpression } from './expression-check';
import { invalidOperator, invalidParameter } from './errors';
import { geoIntersects, geoWithin, nearSphere } from './geo/conditions';
import { schemaTest } from './json-schema';
import { isPlain, type Plain } from './values';

const LOGICAL = new Set(['$and', '$or', '$nor']);

/** Conditions on the whole document. */
const WHOLE: Record<string, (operand: unknown) => unknown> = {
  $expr: (operand) => checkExpression(operand, '$expr'),
  $jsonSchema: schemaTest,
};

const GEOGRAPHIC: Record<string, (path: string, operand: unknown) => unknown> = {
  $nearSphere: nearSphere,
  $geoWithin: geoWithin,
  $geoIntersects: geoIntersects,
};

const FIELD = new Set([
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$mod',
  '$size',
  '$all',
  '$not',
  '$elemMatch',
  '$regex',
  '$options',
  ...Object.keys(GEOGRAPHIC),
  ...LOGICAL,
]);

/** Whether a condition is made of operators (`{$gt: 1}`) and not a value to be equal to. */
export const isOperators = (condition: unknown): condition is Plain =>
  isPlain(condition) && Object.keys(condition).some((key) => key.startsWith('$'));

const needArray = (name: string, value: unknown): void => {
  if (!Array.isArray(value)) throw invalidParameter(`${name} needs an array`);
};

function checkOperand(name: string, operand: unknown): void {
  switch (name) {
    case '$in':
    case '$nin':
    case '$all':
      needArray(name, operand);
      for (const item of operand as unknown[]) if (isOperators(item)) checkCondition(item);
      return;
    case '$and':
    case '$or':
    case '$nor':
      needArray(name, operand);
      for (const item of operand as unknown[]) checkFilter(item);
      return;
    case '$not':
      if (operand instanceof RegExp) return;
      if (!isOperators(operand)) throw invalidParameter('$not needs a condition');
      checkCondition(operand);
      return;
    case '$elemMatch':
      if (isOperators(operand) && !Object.keys(operand).some((key) => LOGICAL.has(key)))
        checkCondition(operand);
      else checkFilter(operand);
      return;
    case '$mod': {
      const valid = Array.isArray(operand) && operand.length === 2 && operand[0] !== 0;
      if (!valid) throw invalidParameter('$mod needs [divisor, remainder], the divisor not 0');
      return;
    }
    default:
      if (Object.hasOwn(GEOGRAPHIC, name)) GEOGRAPHIC[name]!('', operand);
      else if (isOperators(operand))
        throw invalidOperator(Object.keys(operand)[0] ?? '', `an operand of ${name}`);
  }
}

function checkCondition(condition: Plain): void {
  for (const [name, operand] of Object.entries(condition)) {
    if (!FIELD.has(name)) throw invalidOperator(name, 'a query');
    checkOperand(name, operand);
  }
}

/** Checks a query of `where()` or `$match`. DATABASE_INVALID_OPERRATOR names what is not offered. */
export function checkFilter(filter: unknown): asserts filter is Plain {
  if (!isPlain(filter)) throw invalidParameter('a query must be an object');
  for (const [field, condition] of Object.entries(filter)) {
    if (Object.hasOwn(WHOLE, field)) WHOLE[field]!(condition);
    else if (field.startsWith('$')) {
      if (!LOGICAL.has(field)) throw invalidOperator(field, 'a query');
      checkOperand(field, condition);
    } else if (isOperators(condition)) checkCondition(condition);
  }
}
