import { mkdirSync } from 'node:fs';
import { daysLater } from '../../cloudfunctions/core/domain/dates';
import { createFirstAdministrator } from '../../tools/create-first-administrator';
import { load } from '../bench/world/load';
import { sdkEnvironment } from '../cloud/functions/environment';
import { FIRST_DAY, LAST_DAY, momentOf, SETUP_DAY } from './calendar';
import { runNight } from './clock';
import { type DatabaseProcess, startDatabase } from './database/start';
import { planDay } from './day';
import { bytesIn, forgetRun, pathIn } from './folder';
import { Ledger } from './ledger';
import type { Plan } from './plan';
import { prove, type Proof } from './proof';
import type { Sim } from './sim';
import { firstState, monthOf, readState, type State, writeState } from './state';
import { System } from './system';
import type { Task } from './task';
import { doTask } from './tasks';
import { documentsOf } from './world/documents';
import { People } from './world/people';
import { Province, ROOT } from './world/province';

/** What a run came to. */
export interface Outcome {
  state: State;
  proof: Proof;
  organizations: number;
  bytesAfter: number;
}

/**
 * Simulates the year of a plan in a folder, from the beginning or from where an interrupted run stopped, and proves the
 * result. `log` is told how far it is. The folder of a finished run gives its proof again.
 */
export async function simulate(
  plan: Plan,
  dir: string,
  log: (line: string) => void,
): Promise<Outcome> {
  const stored = readState(pathIn(dir, 'state'));
  const state = stored ?? firstState(plan);
  if (stored) state.resumed += state.day <= LAST_DAY ? 1 : 0;
  const province = new Province(state.plan);
  const people = new People(state.plan, province);
  const system = new System(state.plan.seed, state.measures, state.notes);
  if (!stored) {
    forgetRun(dir);
    mkdirSync(pathIn(dir, 'database'), { recursive: true });
    const documents = documentsOf(state.plan, province, people, system.secrets);
    const count = await load(pathIn(dir, 'database'), documents);
    state.bytesBefore = bytesIn(pathIn(dir, 'database'));
    log(`${province.orgs.length} organisations, ${count} documents written`);
    writeState(pathIn(dir, 'state'), state);
  }
  const ledger = new Ledger(pathIn(dir, 'ledger'));
  const sim: Sim = { plan: state.plan, province, people, state, system, ledger };
  const database = await startDatabase({
    dir: pathIn(dir, 'database'),
    seed: state.plan.seed + state.resumed,
    faultsPerThousand: state.plan.faultsPerThousand,
  });
  Object.assign(process.env, sdkEnvironment(`${database.url}/admin`));
  const before = { ...state.database, faults: { ...state.database.faults } };
  while (state.day <= LAST_DAY) {
    await oneDay(sim, dir, database, before);
    if (state.day.endsWith('-01')) log(lineOf(sim));
  }
  database.faults(false);
  log('proving every number');
  const proof = await prove(sim);
  await database.close();
  ledger.close();
  const bytesAfter = bytesIn(pathIn(dir, 'database'));
  return { state, proof, organizations: province.orgs.length, bytesAfter };
}

/** Plans a day unless that was done before an interruption, does it, and keeps how things stand. */
async function oneDay(
  sim: Sim,
  dir: string,
  database: DatabaseProcess,
  before: State['database'],
): Promise<void> {
  const { state } = sim;
  const begun = performance.now();
  if (state.day === SETUP_DAY) await firstAdministrator(sim);
  state.tasks ??= await planDay(sim);
  writeState(pathIn(dir, 'state'), state);
  const month = monthOf(state);
  const approved = month.approved;
  const worked = performance.now();
  await doTasks(sim, state.tasks);
  const seconds = (performance.now() - worked) / 1000;
  const approvals = month.approved - approved;
  if (state.day >= FIRST_DAY) state.daySeconds += seconds;
  if (approvals > state.busiest.approvals) state.busiest = { day: state.day, approvals, seconds };
  await runNight(sim);
  const { requests, faults, peakBytes } = await database.report();
  const all = { ...before.faults };
  for (const [kind, n] of Object.entries(faults)) all[kind] = (all[kind] ?? 0) + n;
  state.database = {
    requests: before.requests + Object.values(requests).reduce((sum, n) => sum + n, 0),
    faults: all,
    peakBytes: Math.max(before.peakBytes, peakBytes),
  };
  const own = process.resourceUsage().maxRSS * 1024;
  state.workerPeakBytes = Math.max(state.workerPeakBytes, own);
  state.seconds += (performance.now() - begun) / 1000;
  state.tasks = null;
  state.day = daysLater(state.day, 1);
  writeState(pathIn(dir, 'state'), state);
}

/** Does the tasks in their order, as many at a time as people are at work on such a day. */
async function doTasks(sim: Sim, tasks: readonly Task[]): Promise<void> {
  const { fewest, most } = sim.plan.callers;
  const callers = Math.min(most, Math.max(fewest, Math.floor(tasks.length / 4)));
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < tasks.length) await doTask(sim, tasks[next++]!);
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

/** By the deployer's own means, as in any new system; when that was done before an interruption, it is refused. */
async function firstAdministrator({ system, province, people }: Sim): Promise<void> {
  const { name, phone, idNumber } = people.officer(ROOT);
  const { database, runtime, secrets } = system.servicesAt(momentOf(SETUP_DAY, 0));
  const { name: provinceName } = province.get(ROOT);
  const who = { name, phone, idNumber, provinceCode: ROOT, provinceName };
  for (;;) {
    const [post] = await database
      .find('accounts', { 'posts.orgId': ROOT }, { limit: 1 })
      .catch(() => []);
    if (post) return;
    await createFirstAdministrator(database, secrets, runtime, who).catch(() => undefined);
  }
}

function lineOf({ state }: Sim): string {
  const months = Object.values(state.months);
  const sum = (key: 'submitted' | 'approved'): number =>
    months.reduce((total, month) => total + month[key], 0);
  const under = Object.keys(state.cases).length;
  const requests = state.database.requests;
  return (
    `${state.day}  registered ${sum('submitted')}, approved ${sum('approved')}, under way ${under}, ` +
    `${requests} requests, ${Math.round(state.seconds)} s`
  );
}
