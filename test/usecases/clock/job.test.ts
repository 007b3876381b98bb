import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { cloudDatabase } from '../../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { type Job, runIfDue } from '../../../cloudfunctions/core/usecases/clock/job';
import { startTestCloud, type TestCloud } from '../../support/phones';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
});
afterAll(() => test.close());

describe('a job of the clock', () => {
  let requests = 0;
  const services = {
    database: cloudDatabase(() => (requests += 1)),
    runtime: machineRuntime,
  };
  const job: Job = { id: 'a-job', everyMs: 60_000, run: async () => 7 };
  const counted = async (): Promise<{ done: number | null; requests: number }> => {
    requests = 0;
    return { done: await runIfDue(services, job), requests };
  };

  it('is done once when several calls begin with it at the same moment', async () => {
    const done = await Promise.all([1, 2, 3].map(() => runIfDue(services, job)));
    expect(done.filter((did) => did !== null)).toEqual([7]);
  });

  it('costs two requests beside its work, and two when it is not its turn', async () => {
    expect(await counted()).toEqual({ done: null, requests: 2 });
    await test.database.update('jobs', job.id, { dueAt: 0 });
    expect(await counted()).toEqual({ done: 7, requests: 2 });
  });

  it('that threw keeps its lease, and is due again when that ends', async () => {
    await test.database.update('jobs', job.id, { dueAt: 0 });
    const failing = { ...job, run: () => Promise.reject(new Error('no')) };
    await expect(runIfDue(services, failing)).rejects.toThrow('no');
    expect(await counted()).toEqual({ done: null, requests: 2 });
    await test.database.update('jobs', job.id, { leaseUntil: Date.now() - 1 });
    expect(await counted()).toEqual({ done: 7, requests: 2 });
  });
});
