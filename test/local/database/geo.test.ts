/** Geographic types, conditions and the stage geoNear, through the SDK. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import wx from 'wx-server-sdk';
import { db, failure, rowsOf, startCloud, type TestCloud } from './cloud';

const _ = db.command;
const { Geo } = wx.database();

const ring = (...points: Array<readonly [number, number]>) =>
  Geo.LineString([...points, points[0]!].map(([east, north]) => Geo.Point(east, north)));
const square = (west: number, south: number, size: number) =>
  ring([west, south], [west + size, south], [west + size, south + size], [west, south + size]);

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({ collections: [{ name: 'g', indexes: [] }] });
  await db.collection('g').add({
    data: [
      { _id: 'a', at: Geo.Point(116, 40) },
      { _id: 'b', at: Geo.Point(116.01, 40) },
      { _id: 'c', at: Geo.Point(117, 41) },
      { _id: 'l', at: Geo.LineString([Geo.Point(115, 39.5), Geo.Point(117, 39.5)]) },
      { _id: 'p', at: Geo.Polygon([square(115.9, 39.9, 0.2), square(115.95, 39.95, 0.1)]) },
      { _id: 'n', at: null },
    ],
  });
});
afterAll(() => cloud.close());

const g = db.collection('g');
const found = async (condition: unknown): Promise<string> =>
  (await g.where({ at: condition }).get()).data.map((row) => row._id).join('');

describe('geographic types', () => {
  it('come back as what they were stored', async () => {
    const shapes = {
      point: Geo.Point(1, 2),
      line: Geo.LineString([Geo.Point(1, 2), Geo.Point(3, 4)]),
      polygon: Geo.Polygon([square(0, 0, 1)]),
      points: Geo.MultiPoint([Geo.Point(1, 2)]),
      lines: Geo.MultiLineString([Geo.LineString([Geo.Point(1, 2), Geo.Point(3, 4)])]),
      polygons: Geo.MultiPolygon([Geo.Polygon([square(0, 0, 1)])]),
    };
    await g.doc('s').set({ data: shapes });
    const { data } = await g.doc('s').get();
    await g.doc('s').remove();
    expect(data).toEqual({ _id: 's', ...shapes });
    expect(data.point).toHaveProperty('longitude', 1);
  });
});

describe('a geographic condition', () => {
  it('geoNear finds the nearest first, between two distances in metres', async () => {
    const geometry = Geo.Point(116, 40);
    expect(await found(_.geoNear!({ geometry, maxDistance: 5000 }))).toBe('ab');
    expect(await found(_.geoNear!({ geometry, minDistance: 500, maxDistance: 5000 }))).toBe('b');
    expect(await found(_.geoNear!({ geometry: Geo.Point(117, 41) }))).toMatch(/^c/);
    const byId = g
      .where({ at: _.geoNear!({ geometry, maxDistance: 5000 }) })
      .orderBy('_id', 'desc');
    expect((await byId.get()).data.map((row) => row._id)).toEqual(['b', 'a']);
  });

  it('geoWithin takes polygons, with holes, several of them, and circles', async () => {
    const within = (geometry: unknown) => found(_.geoWithin!({ geometry }));
    expect(await within(Geo.Polygon([square(115.99, 39.99, 0.1)]))).toBe('ab');
    expect(await within(Geo.Polygon([square(115, 39, 3), square(115.995, 39.995, 0.01)]))).toBe(
      'bclp',
    );
    expect(
      await within(
        Geo.MultiPolygon([
          Geo.Polygon([square(115.995, 39.995, 0.01)]),
          Geo.Polygon([square(116.9, 40.9, 0.2)]),
        ]),
      ),
    ).toBe('ac');
    const circle = [Geo.Point(116, 40), 5000 / 6_378_100];
    expect(await found(_.geoWithin!({ centerSphere: circle }))).toBe('ab');
  });

  it('geoIntersects takes every type', async () => {
    const crossing = (geometry: unknown) => found(_.geoIntersects!({ geometry }));
    expect(await crossing(Geo.Point(116, 40))).toBe('a');
    expect(await crossing(Geo.LineString([Geo.Point(116, 39), Geo.Point(116, 39.92)]))).toBe('lp');
    expect(await crossing(Geo.Polygon([square(115.99, 39.99, 0.03)]))).toBe('ab');
    expect(await crossing(Geo.MultiPoint([Geo.Point(115.91, 39.91), Geo.Point(117, 41)]))).toBe(
      'cp',
    );
  });

  it('with a geometry of the wrong form is refused', async () => {
    const at = { $geoWithin: { $geometry: { type: 'Point', coordinates: [1, 2] } } };
    expect((await failure(g.where({ at }).get())).message).toContain('$geoWithin');
    const beyond = { $nearSphere: { $geometry: { type: 'Point', coordinates: [200, 2] } } };
    expect((await failure(g.where({ at: beyond }).get())).message).toContain('$nearSphere');
  });
});

describe('the stage geoNear', () => {
  const near = Geo.Point(116, 40);
  const spec = { near, spherical: true, key: 'at', distanceField: 'd.m' };

  it('measures on a sphere of 6,378,100 m, the nearest first', async () => {
    const rows = await rowsOf(
      g.aggregate().geoNear!({
        ...spec,
        query: { _id: _.in!(['a', 'b', 'c']) },
        distanceMultiplier: 2,
        includeLocs: 'where',
      }),
    );
    expect(rows.map((row) => row._id)).toEqual(['a', 'b', 'c']);
    const [, second] = rows as Array<{ d: { m: number }; where: unknown }>;
    const expected = 2 * 6_378_100 * Math.cos((40 * Math.PI) / 180) * ((0.01 * Math.PI) / 180);
    expect(second!.d.m).toBeCloseTo(expected, 2);
    expect(second!.where).toEqual({ type: 'Point', coordinates: [116.01, 40] });
  });

  it('limits by number and distance', async () => {
    expect(await rowsOf(g.aggregate().geoNear!({ ...spec, limit: 1 }))).toHaveLength(1);
    const close = { ...spec, maxDistance: 5000, minDistance: 10 };
    expect((await rowsOf(g.aggregate().geoNear!(close))).map((row) => row._id)).toEqual(['b']);
  });

  it('is the first stage, and there is no other way to the nearest in an aggregate', async () => {
    const later = g.aggregate().limit!(3).geoNear!({ ...spec });
    expect((await failure(later.end!() as never)).message).toContain('first stage');
    const matched = g.aggregate().match!({ at: _.geoNear!({ geometry: near }) });
    expect((await failure(matched.end!() as never)).message).toContain('not allowed');
    const flat = g.aggregate().geoNear!({ ...spec, spherical: false });
    expect((await failure(flat.end!() as never)).message).toContain('spherical');
  });
});
