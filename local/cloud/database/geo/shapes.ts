/** GeoJSON shapes: what they are made of, and how they lie to each other. */
import { isPlain } from '../values';
import { angle, cut, isOnLine, placeInRing, vectorOf, type Vector } from './sphere';

type Line = readonly Vector[];
/** Rings: the outer one, then holes. */
type Polygon = readonly Line[];

/** A shape of any type, cut into its parts. */
export interface Shape {
  points: Vector[];
  lines: Line[];
  polygons: Polygon[];
}

type Lists = Array<unknown>;

function vector(value: unknown): Vector {
  const [longitude, latitude] = value as Lists;
  const valid =
    typeof longitude === 'number' &&
    typeof latitude === 'number' &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) <= 90;
  if (!valid) throw new TypeError('not a position');
  return vectorOf(longitude, latitude);
}

const line = (value: unknown): Line => (value as Lists).map(vector);
const polygon = (value: unknown): Polygon => (value as Lists).map(line);

const none: Shape = { points: [], lines: [], polygons: [] };

const READ: Record<string, (coordinates: unknown) => Shape> = {
  Point: (value) => ({ ...none, points: [vector(value)] }),
  MultiPoint: (value) => ({ ...none, points: (value as Lists).map(vector) }),
  LineString: (value) => ({ ...none, lines: [line(value)] }),
  MultiLineString: (value) => ({ ...none, lines: (value as Lists).map(line) }),
  Polygon: (value) => ({ ...none, polygons: [polygon(value)] }),
  MultiPolygon: (value) => ({ ...none, polygons: (value as Lists).map(polygon) }),
};

/** The shape of a GeoJSON object; `null` when the value is none. */
export function shapeOf(value: unknown): Shape | null {
  if (!isPlain(value) || typeof value.type !== 'string' || !Object.hasOwn(READ, value.type))
    return null;
  try {
    return READ[value.type]!(value.coordinates);
  } catch {
    return null;
  }
}

type Segment = readonly [a: Vector, b: Vector];

const segmentsOf = (points: Line): Segment[] =>
  points.slice(1).map((end, i): Segment => [points[i]!, end]);

const linesOf = ({ lines, polygons }: Shape): Segment[] =>
  [...lines, ...polygons.flat()].flatMap(segmentsOf);

/** All points by which a shape is given. */
export const cornersOf = ({ points, lines, polygons }: Shape): Vector[] => [
  ...points,
  ...lines.flat(),
  ...polygons.flat(2),
];

/** Whether a point lies in a polygon, its edges included, and not in one of its holes. */
function isIn(point: Vector, [outer = [], ...holes]: Polygon): boolean {
  const place = placeInRing(point, outer);
  return place !== 'outside' && holes.every((hole) => placeInRing(point, hole) !== 'inside');
}

const covers = (shape: Shape, point: Vector): boolean =>
  shape.points.some((other) => angle(other, point) < 1e-12) ||
  linesOf(shape).some(([a, b]) => isOnLine(point, a, b)) ||
  shape.polygons.some((area) => isIn(point, area));

const anyCut = (left: readonly Segment[], right: readonly Segment[]): boolean =>
  left.some(([a, b]) => right.some(([c, d]) => cut(a, b, c, d)));

/** Whether two shapes have a point in common. */
export const intersect = (left: Shape, right: Shape): boolean =>
  cornersOf(left).some((point) => covers(right, point)) ||
  cornersOf(right).some((point) => covers(left, point)) ||
  anyCut(linesOf(left), linesOf(right));

/** Whether a shape lies wholly in one of the polygons of another. */
export const isWithin = (shape: Shape, area: Shape): boolean =>
  area.polygons.some(
    (each) =>
      cornersOf(shape).every((point) => isIn(point, each)) &&
      !anyCut(linesOf(shape), each.flatMap(segmentsOf)),
  );
