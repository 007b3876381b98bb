import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Approvals } from '../../../local/bench/approvals';
import { type Operation, operationsOf, type Place } from '../../../local/bench/questions/flat';
import { askReconcile } from '../../../local/bench/questions/sweeps';
import { replay } from '../../../local/bench/script';
import { buildWorld } from '../../../local/bench/world/build';
import { openWorld } from '../../../local/bench/world/open';
import type { WorldSettings, WorldSize } from '../../../local/bench/world/size';
import { growTree } from '../../../local/bench/world/tree';

const SETTINGS: WorldSettings = {
  seed: 7,
  givenPerPool: 10,
  givenInLarge: 60,
  pendingPerPool: 4,
  pendingInFirst: 0,
  sparePerPool: 2,
  spareInFirst: 0,
  waiting: 30,
  rowsPerPool: 0,
  rowsInStock: 0,
};

/** The worlds of `npm run bench`, in two small sizes. */
describe('cost flat', () => {
  const sizes: WorldSize[] = [
    { organizations: 100, given: 150 },
    { organizations: 400, given: 600 },
  ];
  const dir = mkdtempSync(join(tmpdir(), 'numbering-flat-'));
  const asked: Array<Place & { operations: Operation[] }> = [];

  beforeAll(async () => {
    for (const [w, size] of sizes.entries()) {
      const place = join(dir, String(w));
      await buildWorld(place, size, SETTINGS);
      const world = await openWorld(place, growTree(size.organizations), size, SETTINGS);
      world.enter();
      const approvals = await Approvals.of(world);
      asked.push({ world, approvals, operations: await operationsOf({ world, approvals }) });
    }
  }, 180_000);
  afterAll(async () => {
    for (const { world } of asked) await world.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('a tree has the size asked for, and the same depth', () => {
    for (const { organizations, pools } of [growTree(100), growTree(400), growTree(3456)]) {
      expect(new Set(organizations.map(({ _id }) => _id)).size).toBe(organizations.length);
      expect(pools.map(({ path }) => path.length)).toEqual(pools.map(() => 5));
    }
    expect(growTree(3456).organizations).toHaveLength(3456);
  });

  it('every operation sends the same requests at both sizes', () => {
    const [small, large] = asked.map(({ operations }) =>
      operations.map(({ name, requests }) => ({ name, requests })),
    );
    expect(large).toEqual(small);
    expect(small!.map(({ name }) => name)).toContain('trace');
    expect(small!.find(({ name }) => name === 'approve')!.requests).toBeLessThanOrEqual(14);
  });

  it('the floor sends as many requests as the system', async () => {
    for (const { world, operations } of asked) {
      world.enter();
      for (const operation of operations) {
        const before = world.requests();
        await replay(world.database, operation.floor());
        expect([operation.name, world.requests() - before]).toEqual([
          operation.name,
          operation.requests,
        ]);
      }
    }
  });

  it('the numbers of a world are proved, also after system and floor have worked in it', async () => {
    for (const { world } of asked) {
      world.enter();
      const { slices, organizations } = await askReconcile(world);
      expect(slices).toBe(Math.ceil(organizations / 40));
    }
  });
});
