import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildConsole } from '../tools/build/console';
import { buildFunctions } from '../tools/build/functions';
import { buildWorker } from '../tools/build/worker';
import { emptyDataFolder, isNewDataFolder, markDataFolder } from './cloud/data-folder';
import { PlainError } from './cloud/plain-error';
import { LOCAL_WECHAT } from './cloud/openapi/settings';
import { startCloud } from './cloud/server';
import type { Cloud } from './cloud/server';
import type { StartLink } from './pages/start-page';
import { buildPhone } from './phone/build';
import { PHONE_FOLDERS } from './phone/build/folders';
import { describeProblem } from './phone/build/problems';
import { watchPhone } from './phone/build/watch';
import type { PhonePerson } from './phone/server/people';
import { createReloads } from './phone/server/reloads';
import type { Reloads } from './phone/server/reloads';
import { mountPractice } from './practice';

/**
 * `npm start`: builds what is stale and runs the whole system on this machine. Flags: `--fresh`
 * empties the data folder first, `--demo tree|province` chooses the data a new folder is filled with,
 * `--watch` builds the mini-program again after each change and reloads the open phones.
 * Environment: PORT (8080), HOST (127.0.0.1), DATA_DIR (.data).
 */
type Demo = 'tree' | 'province';

/** What local/demo offers: fills a new cloud; `links` are the people to sign in as. */
interface DemoModule {
  seed(cloud: Cloud, which: Demo, log: (line: string) => void): Promise<void>;
  links?: readonly StartLink[];
  /** People whose phones can be opened. */
  people?: readonly PhonePerson[];
}

const DEMO_FILE = resolve('local/demo/index.ts');

const { values: flags } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    demo: { type: 'string' },
    watch: { type: 'boolean', default: false },
  },
});
const port = Number(process.env.PORT ?? 8080);
const dataDir = process.env.DATA_DIR ?? '.data';
const say = (line: string): void => console.log(line);

const loadDemo = async (): Promise<DemoModule | undefined> =>
  existsSync(DEMO_FILE) ? ((await import(pathToFileURL(DEMO_FILE).href)) as DemoModule) : undefined;

function demoChoice(): Demo {
  const choice = flags.demo ?? 'tree';
  if (choice !== 'tree' && choice !== 'province') {
    throw new PlainError('--demo 只能是 tree（示例组织）或 province（全省规模）。');
  }
  return choice;
}

/** Lies in a folder that has yet to be filled, or was filled by half when the process was killed. */
const fillingMark = join(dataDir, 'filling');

/** Leaves the folder as it is, or empty and marked to be filled. */
function prepareFolder(): void {
  const interrupted = existsSync(fillingMark);
  if (flags.fresh || interrupted) {
    emptyDataFolder(dataDir);
  }
  if (interrupted) {
    say('上次写入演示数据时被中断，现在重新开始。');
  }
  if (isNewDataFolder(dataDir)) {
    markDataFolder(dataDir);
    writeFileSync(fillingMark, '');
  } else if (flags.demo !== undefined) {
    say('数据目录里已有数据，--demo 不起作用；要换演示数据请加上 --fresh。');
  }
}

async function fill(cloud: Cloud, which: Demo): Promise<void> {
  const demo = await loadDemo();
  cloud.links.push(...(demo?.links ?? []));
  cloud.people.push(...(demo?.people ?? []));
  if (existsSync(fillingMark)) {
    await demo?.seed(cloud, which, say);
    rmSync(fillingMark);
  }
}

function tell({ url, links }: Cloud): void {
  say(`
系统已启动，按 Ctrl+C 停止。数据目录：${resolve(dataDir)}
  首页           ${url}/
  综合管理系统   ${url}/console/
  小程序         ${url}/phone/
  短信收件箱     ${url}/sms （验证码在这里）`);
  if (links.length > 0) {
    say('可以用这些人登录：');
    links.forEach(({ title, note }) => say(`  ${title}   ${note}`));
  }
}

/** Says in words what a person can do about it; anything unexpected keeps its stack. */
function explain(error: unknown): string {
  if (error instanceof PlainError) {
    return error.message;
  }
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    return `端口 ${port} 已被占用：请先关闭占用它的程序，或用环境变量 PORT 换一个端口。`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Builds the mini-program: once, or with `--watch` again after each change. Returns what stops watching. */
async function preparePhone(reloads: Reloads | undefined): Promise<() => Promise<void>> {
  if (reloads === undefined) {
    await buildPhone();
    return () => Promise.resolve();
  }
  return watchPhone(PHONE_FOLDERS, ({ problems, ms }) => {
    say(`小程序已构建（${ms} 毫秒）`);
    problems.forEach((problem) => say(`  ${describeProblem(problem)}`));
    reloads.send();
  });
}

function closeOnSignal(current: () => Cloud, stopWatching: () => Promise<void>): void {
  const stop = (): void => {
    say('正在停止……');
    void Promise.all([stopWatching(), current().close()]).then(() => process.exit(0));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

try {
  let which = demoChoice();
  prepareFolder();
  const reloads = flags.watch ? createReloads() : undefined;
  const [stopWatching] = await Promise.all([
    preparePhone(reloads),
    buildFunctions(),
    buildWorker(),
    buildConsole(),
  ]);
  const open = (at: number): Promise<Cloud> =>
    startCloud({
      port: at,
      dataDir,
      host: process.env.HOST,
      strict: false,
      timers: true,
      phone: { reloads },
      functionEnv: LOCAL_WECHAT,
      mount: (app) => mountPractice(app, () => void beginAnew()),
      prepare: (started) => fill(started, which),
    });
  let cloud = await open(port);
  /** The practice room's way back: the same port, an empty folder, the demo again. */
  const beginAnew = async (): Promise<void> => {
    say('恢复成最初的样子……');
    try {
      await cloud.close();
      emptyDataFolder(dataDir);
      prepareFolder();
      which = 'tree';
      cloud = await open(cloud.port);
      say('已恢复。');
    } catch (error) {
      console.error(explain(error));
      process.exit(1);
    }
  };
  closeOnSignal(() => cloud, stopWatching);
  tell(cloud);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
