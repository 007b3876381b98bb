import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import { today } from '../../cloudfunctions/core/domain/dates';
import { health } from '../../cloudfunctions/core/usecases/health';
import type { Health } from '../../typings/health';
import { startTestCloud, type TestCloud } from '../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../support/tree';

const HOUR = 3_600_000;

let test: TestCloud;
beforeEach(async () => {
  test = await startTestCloud();
});
afterEach(() => test.close());

const tick = () =>
  test.cloud.invoke({
    name: 'clock',
    caller: { kind: 'timer', triggerName: 'tick', time: new Date() },
  });
async function ask(): Promise<{ status: number; health: Health }> {
  const response = await fetch(`${test.cloud.url}/api/health`);
  const { data } = (await response.json()) as { data: Health };
  return { status: response.status, health: data };
}
/** The same without the entry, which keeps an answer for a moment. */
const look = async (secrets = test.secrets, later = 0): Promise<Health> => {
  const runtime = { ...machineRuntime, now: () => Date.now() + later };
  return (await health({ database: test.database, runtime, secrets })).health;
};

describe('GET /api/health', () => {
  it('says that all is well, and nothing about anybody', async () => {
    await plantTree(test, TREE_0604);
    await addPerson(test, '苏晓', '0604');
    await tick();
    const { status, health: found } = await ask();
    expect(status).toBe(200);
    expect(found).toMatchObject({
      ok: true,
      database: 'OK',
      keys: 'OK',
      proof: { finished: today(Date.now() - 2 * HOUR), running: false, findings: 0 },
      migrations: [],
      problems: [],
    });
    expect(found.jobs.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['clean-up', 'prove-nightly', 'repair-totals', 'watch-numbers']),
    );
    for (const { ranAt, late } of found.jobs) {
      expect(late).toBe(false);
      expect(Date.now() - Date.parse(ranAt!)).toBeLessThan(10 * HOUR);
    }
    expect(JSON.stringify(found)).not.toMatch(/苏晓|0604|137\d{8}|account/);
  });

  it('asked again at once gives the same answer without asking the database', async () => {
    const first = await ask();
    expect(first.health.problems).toEqual([expect.stringContaining('定时器还没有运行过')]);
    await tick();
    expect(await ask()).toEqual(first);
  });

  it('is 503 when the keys are not those of the data', async () => {
    await test.close();
    const other = Buffer.alloc(32, 9).toString('base64');
    test = await startTestCloud({
      functionEnv: { HMAC_KEYS: JSON.stringify({ h1: other }) },
    });
    await plantTree(test, TREE_0604);
    await addPerson(test, '苏晓', '0604');
    const { status, health: found } = await ask();
    expect([status, found.ok, found.keys]).toEqual([503, false, 'WRONG']);
    expect(found.problems).toContainEqual(expect.stringContaining('HMAC_KEYS'));
  });

  it('is 503 when the database does not answer', async () => {
    test.cloud.database.faults.add({ kind: 'drop', times: 10 });
    const { status, health: found } = await ask();
    expect([status, found.database]).toEqual([503, 'UNREACHABLE']);
    expect(found.problems[0]).toMatch(/[\u4e00-\u9fff]/);
  });

  it('takes no other method for it', async () => {
    const response = await fetch(`${test.cloud.url}/api/health`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
  });
});

describe('what the health check notices', () => {
  beforeEach(async () => {
    await plantTree(test, TREE_0604);
    await addPerson(test, '苏晓', '0604');
    await tick();
  });

  it('a timer that stopped', async () => {
    expect((await look(test.secrets, HOUR / 4)).problems).toEqual([]);
    const { jobs, problems } = await look(test.secrets, HOUR);
    expect(jobs.find(({ id }) => id === 'clean-up')).toMatchObject({ late: true });
    expect(problems).toEqual([expect.stringContaining('clean-up')]);
  });

  it('a proof that was not finished for a night', async () => {
    const { problems } = await look(test.secrets, 50 * HOUR);
    expect(problems).toContainEqual(expect.stringContaining('夜间对账停在'));
  });

  it('stored data that is still to be changed, which is no problem', async () => {
    const progress = { newest: 1, since: 0, done: [], current: { cursor: null, changed: 0 } };
    await test.database.update('jobs', 'migrate', { cursor: JSON.stringify(progress) });
    const { migrations, problems } = await look();
    expect(migrations[0]).toMatch(/^0001 /);
    expect(problems).toEqual([]);
  });

  it('differences in the numbers', async () => {
    const finding = { orgId: '0604', year: 2020, path: ['P', '0604'], at: 0, differences: [] };
    await test.database.add('findings', { _id: '2020-0604', ...finding });
    const { ok, proof, problems } = await look();
    expect([ok, proof.findings]).toEqual([true, 1]);
    expect(problems).toEqual([expect.stringContaining('1 个组织')]);
  });

  it('an encryption key that is missing', async () => {
    const other = secretsFrom({
      DATA_KEYS: JSON.stringify({ k2: Buffer.alloc(32, 1).toString('base64') }),
      DATA_KEY_ID: 'k2',
      HMAC_KEYS: JSON.stringify({ h1: Buffer.alloc(32, 2).toString('base64') }),
      HMAC_KEY_ID: 'h1',
    });
    expect(await look(other)).toMatchObject({ ok: false, keys: 'WRONG' });
  });
});
