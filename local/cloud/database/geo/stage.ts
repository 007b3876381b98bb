/** `$geoNear`: documents by their distance from a point. */
import { find, take } from '../find';
import type { Collection } from '../schema';
import type { UnindexedJudge } from '../unindexed';
import { parseObject, type Plain } from '../values';
import type { View } from '../view';
import { distanceTo, nearness } from './conditions';

interface GeoNear {
  near: Plain;
  distanceField: string;
  key: string;
  query?: Plain;
  limit?: number;
  maxDistance?: number;
  minDistance?: number;
  distanceMultiplier?: number;
  includeLocs?: string;
}

/** A copy of a row with a value at a dotted path. */
function withAt(row: Plain, path: string, value: unknown): Plain {
  const [first = '', ...rest] = path.split('.');
  const below = (row[first] ?? {}) as Plain;
  return { ...row, [first]: rest.length === 0 ? value : withAt(below, rest.join('.'), value) };
}

/** Rows of the stage, the nearest first. Value as checkGeoNear took it. */
export function geoNear(
  { view, judge }: { view: View; judge: UnindexedJudge },
  collection: Collection,
  value: Plain,
): Plain[] {
  const spec = value as unknown as GeoNear;
  const where = {
    $geometry: spec.near,
    $maxDistance: spec.maxDistance,
    $minDistance: spec.minDistance,
  };
  const filter = { ...spec.query, [spec.key]: { $nearSphere: where } };
  const near = nearness(spec.key, where);
  const request = { collection, filter, sort: [], whole: true };
  return take(find(view, request, judge), 0, spec.limit ?? Infinity).map(({ text }) => {
    const row = parseObject(text);
    const distance = distanceTo(row, near) * (spec.distanceMultiplier ?? 1);
    const measured = withAt(row, spec.distanceField, distance);
    return spec.includeLocs === undefined
      ? measured
      : withAt(measured, spec.includeLocs, row[spec.key]);
  });
}
