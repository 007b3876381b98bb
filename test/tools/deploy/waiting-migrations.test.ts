import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { migrate } from '../../../cloudfunctions/core/usecases/clock/migrate';
import type { Migration } from '../../../cloudfunctions/core/usecases/migrations/migration';
import { waitingMigrations } from '../../../tools/deploy/waiting-migrations';
import { planWords } from '../../../tools/deploy/words';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { plantTree, TREE_0604 } from '../../support/tree';

const FIRST: Migration = {
  number: 1,
  what: '补上甲。',
  page: async () => ({ next: null, changed: 0 }),
};
const SECOND: Migration = { ...FIRST, number: 2, what: '补上乙。' };
const THERE = {
  collections: ['jobs', 'organizations', 'accounts'].map((name) => ({
    name,
    indexes: [],
    isClosed: true,
  })),
};

let test: TestCloud;
beforeEach(async () => {
  test = await startTestCloud();
});
afterEach(() => test.close());

const waiting = (migrations: Migration[], found = THERE) =>
  waitingMigrations(found, test.database, migrations);

/** The clock's job, as it is run once the version before is over. */
async function tick(migrations: Migration[], now: number): Promise<void> {
  const runtime = { ...machineRuntime, now: () => now };
  await migrate(migrations).run({ database: test.database, runtime }, now);
}

describe('migrations that wait for a deployment', () => {
  it('are none where nothing was ever stored, and nothing is asked where there are no collections', async () => {
    expect(await waiting([FIRST])).toEqual([]);
    await plantTree(test, TREE_0604.slice(0, 1));
    expect(await waiting([FIRST], { collections: THERE.collections.slice(1) })).toEqual([]);
  });

  it('are all of them where an older version never looked, and the later ones where it did', async () => {
    await plantTree(test, TREE_0604.slice(0, 1));
    expect(await waiting([FIRST, SECOND])).toEqual(['0001 补上甲。', '0002 补上乙。']);
    await test.database.put('jobs', {
      _id: 'migrate',
      dueAt: 0,
      leaseUntil: 0,
      cursor: null,
      progress: 0,
    });
    const now = Date.now();
    await tick([FIRST], now);
    expect(await waiting([FIRST])).toEqual([]);
    expect(await waiting([FIRST, SECOND])).toEqual(['0002 补上乙。']);
    // Looking changed nothing: the clock still takes it for the version before.
    expect((await test.database.get('jobs', 'migrate'))?.cursor).toContain('"newest":1');
  });

  it('stand at the end of the plan', () => {
    const nothing = { changes: [], problems: [], byHand: [], surplus: [] };
    expect(planWords(nothing, 'env-1', ['0002 补上乙。'])).toContain(
      '部署以后由定时任务接着改已存的数据（迁移，不用手工做）：\n  - 0002 补上乙。',
    );
    expect(planWords(nothing, 'env-1', [])).not.toContain('迁移');
  });
});
