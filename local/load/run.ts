import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunctions } from '../../tools/build/functions';
import { buildWorker } from '../../tools/build/worker';
import { machineOf } from '../machine';
import { type Random, randomFrom } from '../random';
import { arrivalsOf } from './arrivals';
import { Client, Inbox } from './client';
import { CloudProcess } from './cloud-process';
import { actionsOf, type LoadAction } from './jobs';
import { openLoop } from './open-loop';
import { measurePath } from './path';
import { projectPlaces } from './places';
import type { ActionResult, LoadResult, ProfileResult, StepResult } from './result';
import { isBorne, ratesFrom, stepOf } from './step';
import { sumProfiles } from './sum-profile';
import { type LoadSize, plantLoad } from './world';

/** What a run measures. */
export interface LoadPlan {
  seed: number;
  port: number;
  size: LoadSize;
  /** Of the actions, those with these names; all of them when empty. */
  only: string[];
  /** Seconds of a step, steps at most, and by how much the next one is higher. */
  seconds: number;
  steps: number;
  factor: number;
  /** Approvals that are followed one by one; 0 leaves that out. */
  pathCalls: number;
  /** Seconds of a profile; 0 leaves the profiles out. */
  profileSeconds: number;
}

/** What is profiled, at this share of the rate that was borne. */
const PROFILED = new Set(['submit', 'pass', 'passMany', 'page of reviews']);
const PROFILED_AT = 0.7;
const MOST_LINES = 14;

/** A step at a low rate lasts until about so many have come. */
const LEAST_JOBS = 10;

/** Everything that works together in a run. */
interface Bench {
  plan: LoadPlan;
  cloud: CloudProcess;
  random: Random;
  log: (line: string) => void;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Computing of the whole machine so far, ms, whoever did it. */
const machineMs = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

/** Offers one rate and says what it came to and what it cost. */
async function runStep(
  { cloud, random }: Bench,
  { job }: LoadAction,
  perSecond: number,
  seconds: number,
): Promise<StepResult> {
  const before = await cloud.ask('spent', {});
  const own = process.cpuUsage();
  const all = machineMs();
  const begun = performance.now();
  const samples = await openLoop(arrivalsOf(perSecond, seconds, random), job);
  const ms = performance.now() - begun;
  const mine = process.cpuUsage(own);
  const generatorMs = (mine.user + mine.system) / 1000;
  const machine = machineMs() - all;
  const after = await cloud.ask('spent', {});
  const databaseMs = after.databaseMs - before.databaseMs;
  const othersMs = Math.max(0, after.processMs - before.processMs - databaseMs);
  return {
    ...stepOf(perSecond, seconds, samples),
    cost: {
      requests: round((after.requests - before.requests) / samples.length),
      databaseMs: round(databaseMs / samples.length),
      othersMs: round(othersMs / samples.length),
      cores: {
        database: round(databaseMs / ms),
        others: round(othersMs / ms),
        generator: round(generatorMs / ms),
        elsewhere: round(Math.max(0, machine - databaseMs - othersMs - generatorMs) / ms),
      },
    },
  };
}

/** Raises the rate until it is not borne any more. */
async function climb(bench: Bench, action: LoadAction): Promise<ActionResult> {
  const { plan, log } = bench;
  const steps: StepResult[] = [];
  let borne: number | null = null;
  let saturated = false;
  // Loads the functions and lets them be compiled.
  await runStep(bench, action, action.first, Math.min(3, plan.seconds));
  for (const rate of ratesFrom(action.first, plan.factor, plan.steps)) {
    const step = await runStep(bench, action, rate, Math.max(plan.seconds, LEAST_JOBS / rate));
    steps.push(step);
    const { p50, p95, failures, cost } = step;
    log(
      `${action.action} ${rate}/s: ${p50} (${p95}) ms, database ${cost.databaseMs} ms, ${JSON.stringify(failures)}`,
    );
    if (!isBorne(step, action.limitMs)) {
      saturated = true;
      break;
    }
    borne = rate;
  }
  const { action: name, what, limitMs } = action;
  return { action: name, what, limitMs, steps, borne, saturated };
}

/** Where the time goes while the action is done at a rate that is borne well. */
async function profile(
  { plan, cloud, random }: Bench,
  action: LoadAction,
  borne: number,
): Promise<ProfileResult[]> {
  const perSecond = round(borne * PROFILED_AT);
  const arrivals = arrivalsOf(perSecond, plan.profileSeconds + 1, random);
  const [profiles] = await Promise.all([
    cloud.ask('profile', { ms: plan.profileSeconds * 1000 }),
    openLoop(arrivals, action.job),
  ]);
  const placeOf = projectPlaces();
  const of = { action: action.action, perSecond };
  return [
    { thread: 'database', all: [profiles.database] } as const,
    { thread: 'function', all: profiles.functions } as const,
  ].map(({ thread, all }) => ({
    thread,
    ...of,
    ...sumProfiles(thread, all, placeOf, MOST_LINES),
  }));
}

/** Plants a province, starts the local cloud on it and measures; `command` is how the run was called for. */
export async function runLoad(
  plan: LoadPlan,
  command: string,
  log: (line: string) => void,
): Promise<LoadResult> {
  const begun = Date.now();
  const machine = machineOf();
  const dir = mkdtempSync(join(tmpdir(), 'numbering-load-'));
  await Promise.all([buildFunctions(), buildWorker()]);
  log(`planting ${plan.size.organizations} organisations`);
  const world = await plantLoad(join(dir, 'data'), plan.size, plan.seed, Date.now());
  const inbox = await Inbox.open();
  let fail: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const settings = { dataDir: join(dir, 'data'), port: plan.port, smsUrl: inbox.url };
  const cloud = await CloudProcess.open(settings, fail);
  const client = new Client(cloud.url, String(begun));
  const random = randomFrom(plan.seed);
  const bench: Bench = { plan, cloud, random, log };
  const measure = async (): Promise<Pick<LoadResult, 'actions' | 'profiles' | 'path'>> => {
    const path =
      plan.pathCalls > 0 ? await measurePath(world, client, cloud, plan.pathCalls) : null;
    if (path) log(`path of an approval: ${path.total} ms`);
    const actions: ActionResult[] = [];
    const profiles: ProfileResult[] = [];
    for (const action of actionsOf(world, client, inbox, random)) {
      if (plan.only.length > 0 && !plan.only.includes(action.action)) continue;
      const result = await climb(bench, action);
      actions.push(result);
      if (plan.profileSeconds === 0 || !PROFILED.has(action.action)) continue;
      profiles.push(...(await profile(bench, action, result.borne ?? action.first)));
    }
    return { actions, profiles, path };
  };
  try {
    const measured = await Promise.race([measure(), broken]);
    await cloud.close();
    return {
      begunAt: new Date(begun).toISOString(),
      minutes: Math.round((Date.now() - begun) / 6000) / 10,
      command,
      seed: plan.seed,
      machine,
      world: {
        organizations: plan.size.organizations,
        members: plan.size.members,
        waiting: plan.size.pools * plan.size.waitingPerPool,
      },
      ...measured,
    };
  } finally {
    client.close();
    inbox.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
