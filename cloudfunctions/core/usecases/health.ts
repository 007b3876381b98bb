import type { Health } from '../../../typings/health';
import { today } from '../domain/dates';
import type { JobDocument } from '../ports/documents';
import type { Services } from './action';
import { pendingNames } from './migrations';
import { nightlyState, PROVE_NIGHTLY } from './reconcile/night';

/** Three ticks of the timer without a turn, and something is wrong with it. */
const LATE_MS = 30 * 60_000;
/** A night's proof begins at two o'clock in China and has until the same time of the next day. */
const PROOF_WITHIN_MS = 26 * 3_600_000;

type HealthServices = Pick<Services, 'database' | 'runtime' | 'secrets'>;
type JobHealth = Health['jobs'][number];

/** Whether the keys fit to what is stored: one phone number is opened and hashed. */
async function keysOf({ database, secrets }: HealthServices): Promise<Health['keys']> {
  const fields = ['_id', 'phoneSealed', 'phoneHash'];
  const [account] = await database.find('accounts', {}, { limit: 1, fields });
  if (!account) return 'UNKNOWN';
  try {
    const phone = secrets.open(account.phoneSealed);
    return secrets.fits('phone', phone, account.phoneHash) ? 'OK' : 'WRONG';
  } catch {
    return 'WRONG';
  }
}

/** Whether it should have been done for half an hour. */
export const jobIsLate = ({ dueAt }: Pick<JobDocument, 'dueAt'>, now: number): boolean =>
  now - dueAt > LATE_MS;

const jobHealth = (job: JobDocument, now: number): JobHealth => ({
  id: job._id,
  ranAt: job.ranAt === undefined ? null : new Date(job.ranAt).toISOString(),
  late: jobIsLate(job, now),
});

function problemsOf(
  keys: Health['keys'],
  jobs: readonly JobHealth[],
  { finished, findings }: Health['proof'],
  now: number,
): string[] {
  const late = jobs.filter((job) => job.late).map(({ id }) => id);
  const problems = [
    keys === 'WRONG' &&
      '密钥与数据不符：请核对云函数的 DATA_KEYS 和 HMAC_KEYS 里有没有原来的密钥。',
    jobs.length === 0 && '定时器还没有运行过：请检查云函数 clock 的触发器。',
    late.length > 0 &&
      `定时任务 ${late.join('、')} 超过半小时没有完成：请查看云函数 clock 的触发器和日志。`,
    finished !== null &&
      finished < today(now - PROOF_WITHIN_MS) &&
      `夜间对账停在 ${finished}：请查看云函数 clock 的日志。`,
    findings > 0 && `${findings} 个组织的编号对账有差异：请团省委在管理系统“编号对账”里查看。`,
  ];
  return problems.filter((problem) => problem !== false);
}

/** How the system is, in four requests; never throws. `error` is what kept the database from answering, for the log. */
export async function health(
  services: HealthServices,
): Promise<{ health: Health; error?: unknown }> {
  const { database, runtime } = services;
  const now = runtime.now();
  const at = new Date(now).toISOString();
  try {
    const stored = await database.find('jobs', {}, { sort: [['_id', 1]] });
    const keys = await keysOf(services);
    const findings = await database.count('findings', {});
    const nightly = stored.find(({ _id }) => _id === PROVE_NIGHTLY);
    const { finished, running } = nightlyState(nightly?.cursor ?? null);
    const migrations = pendingNames(stored);
    const proof = { finished, running: running !== null, findings };
    const jobs = stored.map((job) => jobHealth(job, now));
    const alarms = (await database.find('alarms', {})).filter((alarm) => alarm.open);
    const told = alarms.filter(({ _id }) => _id === 'SMS' || _id === 'ERRORS');
    const problems = [
      ...problemsOf(keys, jobs, proof, now),
      ...told.map(({ text, todo }) => `${text}${todo}`),
    ];
    const ok = keys !== 'WRONG';
    const state = !ok ? 'DOWN' : problems.length > 0 ? 'DEGRADED' : 'OK';
    return { health: { ok, state, at, database: 'OK', keys, jobs, proof, migrations, problems } };
  } catch (error) {
    const unreachable: Health = {
      ok: false,
      state: 'DOWN',
      at,
      database: 'UNREACHABLE',
      keys: 'UNKNOWN',
      jobs: [],
      proof: { finished: null, running: false, findings: 0 },
      migrations: [],
      problems: ['云数据库没有应答：请查看云开发控制台的运行状态和套餐用量。'],
    };
    return { health: unreachable, error };
  }
}
