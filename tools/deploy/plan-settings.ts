import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import { wechatFrom } from '../../cloudfunctions/core/adapters/wechat';
import type { PlanPart } from './change';
import type { FoundFunction } from './port';
import { MOST_SETTINGS_BYTES, type SettingDeclaration, type Settings, SETTINGS } from './settings';

const idsIn = (dataKeys: string): string[] => {
  try {
    return Object.keys(JSON.parse(dataKeys) as object);
  } catch {
    return [];
  }
};

/** Whether stored data could no longer be read or found with the new value in place of the old. */
function losesData(name: string, before: string, after: string): boolean {
  if (name !== 'DATA_KEYS') return before !== after;
  const kept = new Set(idsIn(after));
  return idsIn(before).some((id) => !kept.has(id));
}

/** The value for a function: as given now, else as it has it, else as another function has it. */
function valueFor(
  name: string,
  given: Settings,
  own: Settings,
  found: readonly FoundFunction[],
): string | undefined {
  const other = found.find(({ environment }) => environment[name]);
  return given[name] || own[name] || other?.environment[name];
}

/** The variables that a function has to have; those of its own that are not declared stay. */
export function settingsFor(
  functionName: string,
  given: Settings,
  found: readonly FoundFunction[],
): Record<string, string> {
  const own = found.find(({ name }) => name === functionName)?.environment ?? {};
  const declared = SETTINGS.filter(({ functions }) => functions.includes(functionName)).flatMap(
    ({ name }) => {
      const value = valueFor(name, given, own, found);
      return value ? [[name, value] as const] : [];
    },
  );
  return { ...own, ...Object.fromEntries(declared) };
}

/** Names of a function's variables that are not declared for it. */
export const otherSettings = ({ name: functionName, environment }: FoundFunction): string[] =>
  Object.keys(environment).filter(
    (name) =>
      !SETTINGS.some(
        (setting) => setting.name === name && setting.functions.includes(functionName),
      ),
  );

function missing(given: Settings, found: readonly FoundFunction[]): string[] {
  return SETTINGS.filter(
    ({ name, functions, isRequired }) =>
      isRequired &&
      !given[name] &&
      !found.some((one) => functions.includes(one.name) && one.environment[name]),
  ).map(
    ({ name, isSecret, what }) =>
      `缺少${isSecret ? '密钥' : '设置'} ${name}（${what}）：写进 .env 后再运行。`,
  );
}

function replaced(given: Settings, found: readonly FoundFunction[]): string[] {
  const loses = ({ name, isKept }: SettingDeclaration): boolean =>
    isKept &&
    Boolean(given[name]) &&
    found.some(({ environment }) => {
      const before = environment[name];
      return before !== undefined && losesData(name, before, given[name] ?? '');
    });
  return SETTINGS.filter(loses).map(({ name }) =>
    name === 'DATA_KEYS'
      ? 'DATA_KEYS 少了线上已有的密钥：已存的证件号和手机号会读不出来。请把旧密钥一并写上，新密钥加在后面。'
      : `${name} 与线上的值不同：换掉它，已存的手机号、证件号就都对不上了。请从 .env 删去这一行，保留线上的值；确要更换请按《运维手册》的步骤。`,
  );
}

/** Reads the values as the functions will, so that a slip shows before it is deployed. */
function unreadable(values: Settings): string[] {
  const reading = (read: () => unknown): string[] => {
    try {
      read();
      return [];
    } catch (error) {
      return [`设置读不懂：${(error as Error).message}`];
    }
  };
  const hasKeys = values.DATA_KEYS && values.DATA_KEY_ID && values.HMAC_KEY;
  const { SMS_PROVIDER: provider = 'tencent' } = values;
  return [
    ...(hasKeys ? reading(() => secretsFrom(values)) : []),
    ...reading(() => wechatFrom(values)),
    ...(provider === 'tencent' ? [] : ['SMS_PROVIDER 在云端只能写 tencent。']),
  ];
}

/** What is wrong with the values, those found and those given together. */
export function planSettings(
  functionNames: readonly string[],
  given: Settings,
  found: readonly FoundFunction[],
): PlanPart {
  const perFunction = functionNames.map((name) => ({
    name,
    values: settingsFor(name, given, found),
  }));
  const tooLarge = perFunction.filter(
    ({ values }) => Buffer.byteLength(Object.entries(values).flat().join('')) > MOST_SETTINGS_BYTES,
  );
  return {
    problems: [
      ...missing(given, found),
      ...replaced(given, found),
      ...unreadable(Object.assign({}, ...perFunction.map(({ values }) => values)) as Settings),
      ...tooLarge.map(
        ({ name }) =>
          `函数 ${name} 的环境变量超过 4 KB，云服务不收：请去掉 DATA_KEYS 里已不用的旧密钥，或缩短 WECHAT_TEMPLATES。`,
      ),
    ],
  };
}
