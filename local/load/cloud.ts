import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { startCloud } from '../cloud/server';
import type { Ask, Asks, CloudSettings, Told } from './messages';
import { profileThreads } from './profiler';
import { Recorder } from './recorder';

/** The local cloud as `npm run cloud` starts it, in a process of its own, with gauges for the one that started it. */
const settings = JSON.parse(process.argv[2] ?? '{}') as CloudSettings;
const recorder = new Recorder();
const tell = (told: Told): void => void process.send?.(told);

/** Computing of the main thread in ms; where the system does not tell (it is Linux that does), its time beside waiting. */
function mainThreadMs(): number {
  try {
    const [ns] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return Number(ns) / 1e6;
  } catch {
    return performance.eventLoopUtilization().active;
  }
}

const cloud = await startCloud({
  port: settings.port,
  dataDir: settings.dataDir,
  strict: false,
  functionEnv: { LOCAL_SMS_URL: settings.smsUrl },
  mount: (app) => recorder.mount(app),
});

const answers: { [A in keyof Asks]: (input: Asks[A]['input']) => Promise<Asks[A]['output']> } = {
  async spent() {
    const { user, system } = process.cpuUsage();
    const counted = cloud.database.requests();
    return {
      databaseMs: mainThreadMs(),
      processMs: (user + system) / 1000,
      requests: Object.values(counted).reduce((sum, count) => sum + count, 0),
    };
  },
  profile: ({ ms }) => profileThreads(ms),
  async record({ on }) {
    return recorder.switch(on);
  },
  async close() {
    await cloud.close();
    return null;
  },
};

process.on('message', async ({ number, ask, input }: Ask) => {
  try {
    const output = await (answers[ask] as (input: unknown) => Promise<unknown>)(input);
    tell({ number, output });
    if (ask === 'close') process.disconnect();
  } catch (error) {
    tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
// Whoever started it is gone.
process.on('disconnect', () => void cloud.close());
tell({ ready: cloud.url });
