import { type Change, codeMark, type PlanPart } from './change';
import { otherSettings, planSettings, settingsFor } from './plan-settings';
import type { FoundEnvironment, FoundFunction, FunctionDeclaration } from './port';
import type { Settings } from './settings';

/** Runtimes that the bundles are tried on (`deploy:check`). */
const KNOWN_RUNTIME = /^Nodejs(16|18|20)\b/;

function differencesOf(
  declared: FunctionDeclaration,
  found: FoundFunction,
  environment: Settings,
): string[] {
  const names = Object.keys(environment);
  const added = names.filter((name) => found.environment[name] === undefined);
  const changed = names.filter(
    (name) => !added.includes(name) && found.environment[name] !== environment[name],
  );
  return [
    ...(found.timeout === declared.timeout
      ? []
      : [`超时 ${found.timeout} → ${declared.timeout} 秒`]),
    ...(found.memorySize === declared.memorySize
      ? []
      : [`内存 ${found.memorySize} → ${declared.memorySize} MB`]),
    ...(added.length > 0 ? [`新增环境变量 ${added.join('、')}`] : []),
    ...(changed.length > 0 ? [`更新环境变量 ${changed.join('、')}`] : []),
    ...(found.description === codeMark(declared) ? [] : [`代码标记 ${declared.codeHash}`]),
  ];
}

function planTimers(declared: FunctionDeclaration, found: FoundFunction | undefined): PlanPart {
  const there = new Map(found?.timers.map(({ name, cron }) => [name, cron]));
  const known = new Set(declared.timers.map(({ name }) => name));
  return {
    changes: declared.timers
      .filter(({ name }) => !there.has(name))
      .map((timer) => ({ kind: 'CREATE_TIMER', function: declared.name, timer })),
    byHand: declared.timers
      .filter(({ name, cron }) => there.has(name) && there.get(name) !== cron)
      .map(
        ({ name, cron }) =>
          `函数 ${declared.name} 的定时触发器 ${name} 现在是“${there.get(name)}”，应为“${cron}”：请在 云开发控制台 → 云函数 → ${declared.name} → 触发管理 里删掉它，再运行一次 deploy:apply。`,
      ),
    surplus: [...there.keys()]
      .filter((name) => !known.has(name))
      .map((name) => `函数 ${declared.name} 的定时触发器 ${name}`),
  };
}

function planFunction(
  declared: FunctionDeclaration,
  found: FoundFunction | undefined,
  environment: Settings,
): PlanPart {
  if (!found) return { changes: [{ kind: 'CREATE_FUNCTION', declared, environment }] };
  const { name, status, runtime } = found;
  if (status !== 'Active') {
    const what = `函数 ${name} 的状态是 ${status}`;
    return status.endsWith('Failed')
      ? { problems: [`${what}：请在 云开发控制台 → 云函数 里删除它，再运行一次。`] }
      : { problems: [`${what}，正在变动：请过几分钟再运行。`] };
  }
  const changes: Change[] = [];
  if (found.description !== codeMark(declared)) {
    changes.push({ kind: 'UPLOAD_CODE', declared, runtime });
  }
  const differences = differencesOf(declared, found, environment);
  if (differences.length > 0) {
    changes.push({ kind: 'CONFIGURE_FUNCTION', declared, environment, differences });
  }
  return {
    changes,
    byHand: KNOWN_RUNTIME.test(runtime)
      ? []
      : [
          `函数 ${name} 的运行环境是 ${runtime}，没有试过；运行环境建好后不能改：请在控制台删除这个函数，再运行一次 deploy:apply。`,
        ],
    surplus: otherSettings(found).map((setting) => `函数 ${name} 的环境变量 ${setting}`),
  };
}

/** The open interfaces come into force by an upload through WeChat, not through Tencent Cloud. */
function grants(declared: readonly FunctionDeclaration[], changes: readonly Change[]): string[] {
  const uploaded = new Set(
    changes.flatMap((change) =>
      change.kind === 'CREATE_FUNCTION' || change.kind === 'UPLOAD_CODE'
        ? [change.declared.name]
        : [],
    ),
  );
  const names = declared
    .filter(({ name, openapi }) => openapi.length > 0 && uploaded.has(name))
    .map(({ name, openapi }) => `${name}（${openapi.join('、')}）`);
  if (names.length === 0) return [];
  return [
    `云调用权限要经微信上传才生效：deploy:apply 之后执行 npm run deploy:miniprogram，它会再上传 ${names.join('、')}。`,
  ];
}

/** What the functions lack: code, time limit, memory, variables, timers. */
export function planFunctions(
  declared: readonly FunctionDeclaration[],
  found: FoundEnvironment,
  given: Settings,
): PlanPart[] {
  const byName = new Map(found.functions.map((one) => [one.name, one]));
  const parts = declared.flatMap((one) => {
    const there = byName.get(one.name);
    const environment = settingsFor(one.name, given, found.functions);
    return [planFunction(one, there, environment), planTimers(one, there)];
  });
  const names = declared.map(({ name }) => name);
  return [
    planSettings(names, given, found.functions),
    ...parts,
    {
      byHand: grants(
        declared,
        parts.flatMap(({ changes = [] }) => changes),
      ),
    },
    { surplus: found.otherFunctions.map((name) => `云函数 ${name}`) },
  ];
}
