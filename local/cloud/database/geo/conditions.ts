/** The geographic conditions of queries, checked and made into tests. */
import { invalidOperator, requestFailed } from '../errors';
import { valuesAt } from '../paths';
import { isPlain, type Plain } from '../values';
import { angle, RADIUS_M, type Vector } from './sphere';
import { cornersOf, intersect, isWithin, shapeOf, type Shape } from './shapes';

type Test = (document: Plain) => boolean;

/** Shapes behind a path; a value that is none is passed over. */
const shapesAt = (document: Plain, path: string): Shape[] =>
  valuesAt(document, path).values.flatMap((value) => shapeOf(value) ?? []);

function needShape(operator: string, value: unknown, types: readonly string[] | null): Shape {
  const shape = shapeOf(value);
  const type = isPlain(value) ? String(value.type) : typeof value;
  if (!shape || (types && !types.includes(type)))
    throw requestFailed(`${operator} cannot use a geometry of this form: ${type}`);
  return shape;
}

const AREAS = ['Polygon', 'MultiPolygon'];

function parts(operator: string, operand: unknown, names: readonly string[]): Plain {
  if (!isPlain(operand)) throw requestFailed(`${operator} needs an object`);
  const other = Object.keys(operand).find((name) => !names.includes(name));
  if (other !== undefined) throw invalidOperator(other, operator);
  return operand;
}

/** A circle around a point: `[[longitude, latitude], radius in radians]`. */
function circle(value: unknown): { centre: Vector; radius: number } {
  const [centre, radius] = (Array.isArray(value) ? value : []) as [unknown, unknown];
  const shape = shapeOf({ type: 'Point', coordinates: centre });
  if (!shape || typeof radius !== 'number' || radius < 0)
    throw requestFailed('$centerSphere needs [[longitude, latitude], radius]');
  return { centre: shape.points[0]!, radius };
}

export function geoWithin(path: string, operand: unknown): Test {
  const { $geometry, $centerSphere } = parts('$geoWithin', operand, ['$geometry', '$centerSphere']);
  if ($centerSphere !== undefined) {
    const { centre, radius } = circle($centerSphere);
    return (document) =>
      shapesAt(document, path).some((shape) =>
        cornersOf(shape).every((point) => angle(point, centre) <= radius),
      );
  }
  const area = needShape('$geoWithin', $geometry, AREAS);
  return (document) => shapesAt(document, path).some((shape) => isWithin(shape, area));
}

export function geoIntersects(path: string, operand: unknown): Test {
  const { $geometry } = parts('$geoIntersects', operand, ['$geometry']);
  const other = needShape('$geoIntersects', $geometry, null);
  return (document) => shapesAt(document, path).some((shape) => intersect(shape, other));
}

/** Where to measure from, and how far at least and at most, in metres. */
export interface Nearness {
  path: string;
  centre: Vector;
  least: number;
  most: number;
}

const metres = (name: string, value: unknown, otherwise: number): number => {
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'number' || value < 0) throw requestFailed(`${name} must be non-negative`);
  return value;
};

/** Reads where and how far from the operand of `$nearSphere`. */
export function nearness(path: string, operand: unknown): Nearness {
  const names = ['$geometry', '$maxDistance', '$minDistance'];
  const { $geometry, $maxDistance, $minDistance } = parts('$nearSphere', operand, names);
  const centre = needShape('$nearSphere', $geometry, ['Point']).points[0]!;
  return {
    path,
    centre,
    least: metres('$minDistance', $minDistance, 0),
    most: metres('$maxDistance', $maxDistance, Infinity),
  };
}

/** Metres from the centre to the nearest corner of what a document has there; Infinity when it has nothing. */
export const distanceTo = (document: Plain, { path, centre }: Nearness): number =>
  Math.min(
    Infinity,
    ...shapesAt(document, path)
      .flatMap(cornersOf)
      .map((point) => angle(point, centre) * RADIUS_M),
  );

export const isNear = (document: Plain, near: Nearness): boolean => {
  const distance = distanceTo(document, near);
  return distance !== Infinity && distance >= near.least && distance <= near.most;
};

export const nearSphere = (path: string, operand: unknown): Test => {
  const near = nearness(path, operand);
  return (document) => isNear(document, near);
};

/** The `$nearSphere` of a filter, which also orders what is found; `null` when it has none. */
export function nearnessOf(filter: Plain): Nearness | null {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and') {
      const [found] = (condition as Plain[]).flatMap((part) => nearnessOf(part) ?? []);
      if (found) return found;
    } else if (isPlain(condition) && '$nearSphere' in condition)
      return nearness(field, condition.$nearSphere);
  }
  return null;
}
