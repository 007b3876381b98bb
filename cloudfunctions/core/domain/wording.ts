import type { PromptId, PromptTexts, PromptView } from '../../../typings/api';

/** A name in a sentence ends where the sentence goes on. */
const NAME = '[^，。！]+?';

/** What stands in a prompt's places: how it looks in a sentence, and an example. */
const PLACES: Record<string, { pattern: string; example: string }> = {
  个数: { pattern: '\\d+', example: '20' },
  年份: { pattern: '\\d{4}', example: '2026' },
  编号: { pattern: '\\d{12,16}', example: '202600012022' },
  姓名: { pattern: NAME, example: '陈甲' },
  组织: { pattern: NAME, example: '0604团总支' },
  上级: { pattern: NAME, example: '0604团委' },
  团委: { pattern: NAME, example: '0604团委' },
  区间: { pattern: '[^。！]+?', example: '202600012000—202600012019' },
};

/** The prompts of domain.md §9.2: when each is shown, and its default wording. The guide's own words are not among them. */
const PROMPTS: Record<PromptId, readonly [when: string, text: string]> = {
  'P-1': ['还没有编号区间', '尚未设置编号区间范围，请先新增编号区间范围。'],
  'P-2': ['提交分配之前', '将分配 {个数} 个编号给 {组织}（{区间}），确定提交吗？'],
  'P-3': ['分配之后', '分配成功'],
  'P-4': [
    '回收之前',
    '将从 {组织} 回收 {个数} 个未使用编号（{区间}），回收后返还给 {上级}，确定吗？',
  ],
  'P-5': ['回收之后', '回收成功'],
  'P-6': ['没有可以回收的', '该组织没有可回收的编号，仅可查看。'],
  'P-7': [
    '审核时团支部的编号已用完',
    '该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。',
  ],
  'P-8': ['审核时支部和团委都没有编号', '该团员所在团组织及其上级团委均未分配编号，无法审核通过。'],
  'P-9': ['任命团支书时编号已用完', '该团支部的编号名额已全部分配完，无法指定该团员为团支书。'],
  'P-10': ['跨级分配', '只能分配给直属下级组织，不能跨级分配。'],
  'P-11': ['团支部要分配', '团支部不可分配编号。'],
  'P-12': ['分配的个数太多', '可分配编号仅剩 {个数} 个。'],
  'P-13': ['填写的编号有人在用', '该编号已被使用，请核对《入团志愿书》封面编号或联系团支书。'],
  'P-14': ['填写的编号年份不对', '编号前四位应与入团年份一致。'],
  'P-15': [
    '报到时不用填编号',
    '2020年1月1日以后在福建省内入团的，编号由系统在团委审核通过时自动分配，无需填写。',
  ],
  'P-16': ['报到时选定团支部', '请确认这是你现在所在的团支部，资料将由该支部审核。'],
  'P-17': ['年度已关闭', '{年份}年编号已关闭，无法办理。请联系团省委。'],
  'P-18': ['该年还没有编号区间', '{年份}年尚未设置编号区间，请联系团省委。'],
  'P-19': ['沿用编号的人审核通过', '审核成功！{姓名}沿用编号{编号}，未占用名额。'],
  'P-20': ['没有编号的人审核通过', '审核成功！{姓名}在2017年前入团，无需团员编号。'],
  'P-21': ['回收后支部不再有自己的编号', '回收后，该支部团员的编号将由{团委}统筹分配。'],
};

export const PROMPT_IDS = Object.keys(PROMPTS) as readonly PromptId[];

/** Words of the guide (domain.md §9.1), verbatim and for ever. */
export const FIXED_WORDS: ReadonlyArray<{ where: string; text: string }> = [
  { where: '审核通过', text: '审核成功！将**编号分配给**人，目前还剩**个名额' },
  { where: '菜单', text: '团籍管理、团员编号分配、团员报到审核、团籍资料、团员报到' },
  { where: '按钮', text: '分配、提交、确定、回收' },
  { where: '表头', text: '编号区间、编号总数、编号分配状态（是 / 否）' },
  { where: '编号区间', text: '202000012000(包)—202000012199(包)' },
  { where: '报到状态', text: '待团支部审核、待团委审核' },
];

const PLACE = /\{([^{}]*)\}/g;

/** Names of the places in a wording, each once, in order. */
const placesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACE)].map(([, name]) => name!)),
];

/** A wording with its places filled in; one that is not given stays as it is. */
const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(PLACE, (place, name: string) => String(values[name] ?? place));

/** A prompt in its default wording. */
export const promptText = (
  id: PromptId,
  values: Readonly<Record<string, string | number>> = {},
): string => filled(PROMPTS[id][1], values);

/** Every prompt as the page of the settings shows it. */
export const promptViews = (): PromptView[] =>
  PROMPT_IDS.map((id) => {
    const [when, text] = PROMPTS[id];
    const places = placesIn(text).map((name) => [name, PLACES[name]!.example]);
    return { id, when, text, places: Object.fromEntries(places) };
  });

const LONGEST = 120;

/** Why a wording cannot be a prompt's, in a sentence; null when it can. */
export function wordingProblem(id: PromptId, text: string): string | null {
  if (!/[\u4e00-\u9fff]{2}/.test(text)) return '请用中文写明，至少两个字。';
  if (text.length > LONGEST) return `最多 ${LONGEST} 个字。`;
  // Line breaks and control characters break dialogs and logs.
  if (/\p{C}/u.test(text)) return '只能写一段，不能换行，也不能有看不见的字符。';
  const wanted = placesIn(PROMPTS[id][1]);
  const found = placesIn(text);
  const missing = wanted.find((name) => !found.includes(name));
  if (missing !== undefined) return `“{${missing}}”要保留，显示时会换成实际内容。`;
  const strange = found.find((name) => !wanted.includes(name));
  if (strange !== undefined) return `“{${strange}}”在这条提示里没有内容可换，请去掉。`;
  return /[{}]/.test(text.replace(PLACE, '')) ? '大括号要成对，只用来标出会替换的内容。' : null;
}

const isSentence = (text: string): boolean => /[。？]$/.test(text);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Finds a prompt in its default wording in a sentence; the short ones only when they are all of it. */
function finderOf(text: string): RegExp {
  // Split by places, every second part is a place's name.
  const source = text
    .split(PLACE)
    .map((part, at) => (at % 2 ? `(?<${part}>${PLACES[part]!.pattern})` : escaped(part)))
    .join('');
  return new RegExp(isSentence(text) ? source : `^${source}$`);
}

const FINDERS = PROMPT_IDS.map((id) => ({ id, finder: finderOf(PROMPTS[id][1]) }));

/** Prompts that are no sentence, as 分配成功. */
const SHORT: ReadonlySet<string> = new Set(
  Object.values(PROMPTS)
    .map(([, text]) => text)
    .filter((text) => !isSentence(text)),
);

/** Whether a text holds any prompt; names, ids and numbers of long lists are told at a glance. */
export const holdsPrompt = (text: string): boolean =>
  SHORT.has(text) || (/[。？]/.test(text) && FINDERS.some(({ finder }) => finder.test(text)));

/**
 * A sentence of ours in the province's wording. Rules speak in the default wording, as programs speak in the
 * language of their authors; whatever leaves is translated here.
 */
export function worded(sentence: string, prompts: PromptTexts): string {
  let result = sentence;
  for (const { id, finder } of FINDERS) {
    const own = prompts[id];
    if (own === undefined) continue;
    result = result.replace(finder, (...found) => {
      const places: unknown = found.at(-1);
      return filled(own, typeof places === 'object' ? (places as Record<string, string>) : {});
    });
  }
  return result;
}
