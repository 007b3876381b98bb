import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addNeedsLook } from '../../../cloudfunctions/core/usecases/migrations/0001-needs-look';
import type { RegistrationDocument } from '../../../cloudfunctions/core/ports/documents';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const status = 'PENDING_BRANCH' as const;
/** A number of the own before 2020 is to be compared with the paper form. */
const OWN_NUMBER = { joinMonth: '2019-05', typedNumber: '201900012001' };

let test: TestCloud;
const ids: Record<string, string> = {};

/** Stores the registration as versions did that knew no `needsLook`. */
async function makeOld(name: string, changes: Partial<RegistrationDocument> = {}): Promise<void> {
  const { needsLook: _, ...old } = (await test.database.get('registrations', ids[name]!))!;
  await test.database.put('registrations', { ...old, ...changes } as RegistrationDocument);
}
const stored = async (name: string): Promise<boolean | undefined> =>
  (await test.database.get('registrations', ids[name]!))!.needsLook;
const migrated = (cursor: string | null = null, database = test.database) =>
  addNeedsLook.page({ database }, cursor);
const listed = async (needsLook: boolean): Promise<string[]> =>
  (await test.ok('secretary', 'review.list', { status, needsLook })).items
    .map(({ name }) => name)
    .sort();

beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
  await addPerson(test, 'secretary', '0604Z2');
  for (const name of ['陈甲', '张丁']) ids[name] = await applies(test, name, '0604Z2');
  for (const name of ['林乙', '接管', '已删除']) {
    ids[name] = await applies(test, name, '0604Z2', OWN_NUMBER);
  }
});
afterAll(() => test.close());

describe('migration 0001', () => {
  it('marks old registrations as they would be marked today, and leaves those of today', async () => {
    for (const name of ['陈甲', '林乙']) await makeOld(name);
    expect([await listed(true), await listed(false)]).toEqual([
      ['已删除', '接管'].sort(),
      ['张丁'],
    ]);
    expect(await migrated()).toEqual({ next: null, changed: 2 });
    expect([await listed(true), await listed(false)]).toEqual([
      ['已删除', '接管', '林乙'].sort(),
      ['张丁', '陈甲'].sort(),
    ]);
  });

  it('done again changes nothing', async () => {
    expect(await migrated()).toEqual({ next: null, changed: 0 });
  });

  it('finds nothing to look at in whoever was taken over or erased', async () => {
    const step = { at: 1, orgId: null, onBehalfOf: null, accountId: 'a', by: '', reason: null };
    const bound = { ...step, decision: 'BIND' as const, status: 'APPROVED' as const };
    await makeOld('接管', { status: 'APPROVED', steps: [bound] });
    await makeOld('已删除', { status: 'APPROVED', birthDate: '' });
    expect(await migrated()).toEqual({ next: null, changed: 2 });
    expect([await stored('接管'), await stored('已删除')]).toEqual([false, false]);
  });

  it('leaves a registration that was sent in again since it was read', async () => {
    await makeOld('林乙');
    const meanwhile = {
      ...test.database,
      find: async (...args: Parameters<typeof test.database.find>) => {
        const found = await test.database.find(...args);
        await test.database.update('registrations', ids['林乙']!, { needsLook: false });
        return found;
      },
    } as typeof test.database;
    expect(await migrated(null, meanwhile)).toEqual({ next: null, changed: 0 });
    expect(await stored('林乙')).toBe(false);
  });

  it('goes on behind the cursor, page by page', async () => {
    const pattern = (await test.database.get('registrations', ids['陈甲']!))!;
    const { needsLook: _, ...old } = pattern;
    for (let i = 0; i < 100; i++) {
      const _id = `zz-${String(i).padStart(3, '0')}`;
      await test.database.put('registrations', { ...old, _id } as RegistrationDocument);
    }
    const first = await migrated();
    expect(first.next).toMatch(/^zz-0/);
    const second = await migrated(first.next);
    expect(second.next).toBeNull();
    expect(first.changed + second.changed).toBe(100);
  });
});
