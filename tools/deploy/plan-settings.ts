import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import { wechatFrom } from '../../cloudfunctions/core/adapters/wechat';
import type { PlanPart } from './change';
import type { FoundFunction } from './port';
import { MOST_SETTINGS_BYTES, type Settings, SETTINGS } from './settings';

const keysIn = (keys: string | undefined): Record<string, unknown> => {
  try {
    return (JSON.parse(keys ?? '') ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** Ids of keys that `npm run keys` found nothing stored by any more, as the operator confirms in `.env`. */
const retiredIn = ({ RETIRED_KEYS = '' }: Settings): string[] =>
  RETIRED_KEYS.split(/[,，\s]+/).filter(Boolean);

/** Ids of keys without which stored data could no longer be read or found. */
function lostKeys(before: string, after: string, retired: readonly string[]): string[] {
  const [old, now] = [keysIn(before), keysIn(after)];
  return Object.keys(old).filter((id) => old[id] !== now[id] && !retired.includes(id));
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
  const retired = retiredIn(given);
  return SETTINGS.filter(({ isKept }) => isKept).flatMap(({ name }) => {
    const lost = found.flatMap(({ environment }) =>
      given[name] ? lostKeys(environment[name] ?? '', given[name], retired) : [],
    );
    if (lost.length === 0) return [];
    const ids = [...new Set(lost)].join('、');
    return `${name} 少了线上已有的密钥 ${ids}（或值不同）：已存的证件号和手机号会读不出来、对不上。请把它写回去，新密钥用另一个名字加在后面；npm run keys 说可以删除的，在 .env 里写 RETIRED_KEYS=${ids} 再运行。`;
  });
}

/**
 * A key is written with only after every function knows it: they are changed one after the other, and meanwhile
 * one could not read what another has written.
 */
const tooEarly = (given: Settings, found: readonly FoundFunction[]): string[] =>
  (['DATA', 'HMAC'] as const).flatMap((kind) => {
    const id = given[`${kind}_KEY_ID`];
    const lacking = found.filter(({ environment }) => {
      const known = environment[`${kind}_KEYS`];
      return id && known && !(id in keysIn(known));
    });
    if (lacking.length === 0) return [];
    return `${kind}_KEY_ID 改早了：云函数 ${lacking.map(({ name }) => name).join('、')} 还不认识密钥 ${id}。请先只在 ${kind}_KEYS 里加上它，${kind}_KEY_ID 保持原来的，部署一次；再改 ${kind}_KEY_ID，再部署一次。`;
  });

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
  const hasKeys = values.DATA_KEYS && values.DATA_KEY_ID && values.HMAC_KEYS && values.HMAC_KEY_ID;
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
      ...tooEarly(given, found),
      ...unreadable(Object.assign({}, ...perFunction.map(({ values }) => values)) as Settings),
      ...tooLarge.map(
        ({ name }) =>
          `函数 ${name} 的环境变量超过 4 KB，云服务不收：请去掉 DATA_KEYS、HMAC_KEYS 里已不用的旧密钥，或缩短 WECHAT_TEMPLATES。`,
      ),
    ],
  };
}
