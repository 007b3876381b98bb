import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import { wechatFrom } from '../../cloudfunctions/core/adapters/wechat';
import { jobs } from '../../cloudfunctions/core/usecases/clock';
import { runIfDue } from '../../cloudfunctions/core/usecases/clock/job';
import { buildFunctions } from '../../tools/build/functions';
import { buildWorker } from '../../tools/build/worker';
import { YEAR } from '../bench/world/numbers';
import { sdkEnvironment } from '../cloud/functions/environment';
import { localSecrets } from '../cloud/secrets';
import { startCloud } from '../cloud/server';
import { type LoadSize, type LoadWorld, plantLoad } from '../load/world';
import { machineOf } from '../machine';
import { Life } from './life';
import type { ClockJob, CostResult } from './result';
import { addedPerMember, storedIn } from './storage';

/** How many people are followed. */
export interface CostPlan {
  seed: number;
  organizations: number;
  /** At least 24: some are approved one by one, twenty together, two are returned. */
  members: number;
}

const TOGETHER = 20;
const RETURNED = 2;

/** The desk of a committee through one day, twice: the first time loads the functions. */
async function staffDay(life: Life, world: LoadWorld, committee: number): Promise<void> {
  const office = world.committees[committee]!;
  const { _id: orgId } = office.organization;
  const branch = world.pools[committee]!;
  const call = life.console.bind(life, office);
  await life.once('home page', 'console: 首页 opened', async () => {
    await call('account.me', {});
    await call('numbering.workingYear', { orgId });
    await call('numbering.dashboard', { orgId, year: YEAR });
    await call('numbering.reminders', {});
    await call('numbering.journal', { orgId });
    await call('review.list', { status: 'PENDING_COMMITTEE', own: true, limit: 5 });
    await call('roster.list', { coverWritten: false, limit: 5 });
    await call('numbering.requests', { orgId, box: 'OPEN' });
  });
  await life.once('page of numbers', 'console: 团员编号分配 opened', async () => {
    await call('numbering.overview', { orgId, year: YEAR });
    await call('organization.get', { id: orgId });
    await call('organization.children', { parentId: orgId, limit: 100, year: YEAR });
    await call('numbering.requests', { orgId, box: 'OPEN' });
  });
  await life.once('page of reviews', 'console: 团员报到审核 opened', () =>
    call('review.list', { status: 'PENDING_COMMITTEE', pools: true, limit: 20 }),
  );
  await life.once('search', 'console: organisations found by a word', () =>
    call('organization.search', { q: '1班团支部', limit: 8 }),
  );
  await life.once('find a person', 'console: members found by a piece of the name', () =>
    call('roster.list', { q: '陈', limit: 20 }),
  );
  await life.once(
    'allocate',
    'console: numbers handed to one branch, after the preview',
    async () => {
      const items = [{ orgId: branch._id, count: 1 }];
      await call('numbering.previewAllocation', { orgId, year: YEAR, items });
      await call('numbering.allocate', { orgId, year: YEAR, items });
    },
  );
}

/** The committee decides about those who wait. */
async function decide(life: Life, world: LoadWorld, ids: string[]): Promise<void> {
  const [office] = world.committees;
  const status = 'PENDING_COMMITTEE';
  const single = ids.slice(0, ids.length - TOGETHER);
  for (const [i, registrationId] of single.entries()) {
    if (i < RETURNED) {
      const reason = '入团年月与《入团志愿书》不一致，请核对后重新提交。';
      await life.once('return', 'console: a registration given back', () =>
        life.console(office!, 'review.return', {
          registrationId,
          status,
          reason,
          fields: ['joinMonth'],
        }),
      );
    } else {
      await life.once('committee approves one', 'console: one person gets a number', () =>
        life.console(office!, 'review.pass', { registrationId, status }),
      );
    }
  }
  const together = ids.slice(-TOGETHER);
  await life.once('committee approves twenty', 'console: twenty people get numbers', () =>
    life.console(office!, 'review.passMany', { registrationIds: together, status }),
  );
  await life.once('cover written', 'console: the covers of twenty ticked off', () =>
    life.console(office!, 'roster.markCoverWritten', { memberIds: together, written: true }),
  );
}

/** Requests of each job of the clock, when it is its turn and when it is not. */
async function askClock(dataDir: string): Promise<ClockJob[]> {
  let requests = 0;
  const database = cloudDatabase(() => (requests += 1));
  const services = { database, runtime: machineRuntime };
  const counted = async (work: () => Promise<unknown>): Promise<number> => {
    requests = 0;
    await work();
    return requests;
  };
  const found: ClockJob[] = [];
  for (const job of jobs(wechatFrom({}), secretsFrom({ ...localSecrets(dataDir) }))) {
    // The first time some of them have to begin with an entry of their own.
    await runIfDue(services, job);
    await database.update('jobs', job.id, { dueAt: 0 });
    const due = await counted(() => runIfDue(services, job));
    const idle = await counted(() => runIfDue(services, job));
    found.push({ id: job.id, everyMinutes: job.everyMs / 60_000, due, idle });
  }
  return found;
}

/** Lets members be registered and approved on the local cloud, and says what it took and what it left. */
export async function runCost(
  plan: CostPlan,
  command: string,
  log: (line: string) => void,
): Promise<CostResult> {
  const begunAt = new Date().toISOString();
  const dataDir = mkdtempSync(join(tmpdir(), 'numbering-cost-'));
  const size: LoadSize = {
    organizations: plan.organizations,
    members: 200,
    pools: 2,
    waitingPerPool: 25,
    newcomers: plan.members + 1,
  };
  try {
    await Promise.all([buildFunctions(), buildWorker()]);
    const world = await plantLoad(dataDir, size, plan.seed, Date.now());
    const before = await storedIn(dataDir);
    const open = () => startCloud({ dataDir, strict: false });
    let cloud = await open();
    Object.assign(process.env, sdkEnvironment(`${cloud.url}/admin`));
    // The desk’s day is warmed up once, so that loading a function is not counted.
    await staffDay(new Life(cloud, world), world, 1);
    const life = new Life(cloud, world);
    log('members');
    const ids: string[] = [];
    for (let n = 0; n < plan.members; n++) ids.push(await life.apply(n, 0));
    await decide(life, world, ids);
    await cloud.close();
    const after = await storedIn(dataDir);
    log('a day at the desk');
    cloud = await open();
    Object.assign(process.env, sdkEnvironment(`${cloud.url}/admin`));
    const desk = new Life(cloud, world);
    await staffDay(new Life(cloud, world), world, 1);
    await staffDay(desk, world, 1);
    await desk.once('console sign-in', 'console: the code asked for and typed', () =>
      desk.signInAtDesk(world.secretaries[1]!.phone),
    );
    const clock = await askClock(dataDir);
    await cloud.close();
    return {
      begunAt,
      command,
      machine: machineOf(),
      measured: [...life.results(), ...desk.results()],
      clock,
      stored: addedPerMember(before, after, plan.members),
      members: plan.members,
      organizations: plan.organizations,
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
