/** Geometry on the sphere that MongoDB takes for the earth: points are unit vectors, lines parts of great circles. */

/** Radius of the earth in metres, as MongoDB has it (cloud-wire.md §6). */
export const RADIUS_M = 6_378_100;

export type Vector = readonly [x: number, y: number, z: number];

/** Angles below this are none: about a hundredth of a millimetre. */
const EPSILON = 1e-12;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function vectorOf(longitude: number, latitude: number): Vector {
  const [east, north] = [radians(longitude), radians(latitude)];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const sum = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

const length = (a: Vector): number => Math.hypot(...a);

/** Angle between two points, in radians. */
export const angle = (a: Vector, b: Vector): number => Math.atan2(length(cross(a, b)), dot(a, b));

/** Whether a point lies on the shorter line between two others, its ends included. */
export const isOnLine = (point: Vector, a: Vector, b: Vector): boolean =>
  angle(a, point) + angle(point, b) - angle(a, b) < EPSILON;

/** Whether two lines have a point in common that is an end of neither. */
export function cut(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  const [first, second] = [cross(a, b), cross(c, d)];
  const isBetween = (normal: Vector, left: Vector, right: Vector): boolean =>
    dot(normal, left) * dot(normal, right) < -EPSILON * EPSILON;
  if (!isBetween(first, c, d) || !isBetween(second, a, b)) return false;
  // The circles meet twice: both lines have to be on the same side of the earth.
  const meeting = cross(first, second);
  return dot(meeting, sum(a, b)) * dot(meeting, sum(c, d)) > 0;
}

/** Where a point lies to a closed ring of points that is smaller than half of the earth. */
export function placeInRing(point: Vector, ring: readonly Vector[]): 'inside' | 'edge' | 'outside' {
  let turns = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[i + 1]!];
    if (isOnLine(point, a, b)) return 'edge';
    const [left, right] = [cross(point, a), cross(point, b)];
    turns += Math.atan2(dot(point, cross(left, right)), dot(left, right));
  }
  // The far side of the earth sees the ring turn as well.
  const centre = ring.reduce(sum);
  return Math.abs(turns) > Math.PI && dot(point, centre) > 0 ? 'inside' : 'outside';
}
