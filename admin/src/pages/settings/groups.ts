import type { Settings } from '../../../../typings/api';
import { parseCount } from '../../format/numbers';

export type GroupKey = 'dates' | 'ages' | 'stock';

export interface GroupField {
  name: string;
  label: string;
  /** A day of every year (`MM-DD`), or a whole number with its unit. */
  kind: 'day' | 'number';
  unit: string;
}
export interface Group {
  key: GroupKey;
  title: string;
  /** What it does, and what it does not. */
  help: string;
  fields: readonly GroupField[];
}

const day = (name: string, label: string): GroupField => ({ name, label, kind: 'day', unit: '' });
const number = (name: string, label: string, unit: string): GroupField => ({
  name,
  label,
  kind: 'number',
  unit,
});

export const GROUPS: readonly Group[] = [
  {
    key: 'dates',
    title: '年度日期',
    help: '到期前后在首页提醒，不会锁定任何操作。',
    fields: [
      day('firstDistribution', '首批分配'),
      day('midyear', '年中追加下达'),
      day('useUp', '编号用完、封面写好'),
      number('closeAfterDays', '提醒关闭年度', '天后（年度结束起算）'),
    ],
  },
  {
    key: 'ages',
    title: '入团年龄',
    help: '报到时按入团的月份计算；不合要求的不能提交。章程的年龄始终会提醒审核人。',
    fields: [
      number('least', '最低年龄', '周岁'),
      number('leastFrom2017', '2017—2019年入团的', '周岁'),
      number('leastEarlier', '2017年以前入团的', '周岁'),
      number('before', '年龄上限，未满', '周岁'),
    ],
  },
  {
    key: 'stock',
    title: '编号不足提醒',
    help: '未使用的编号降到这里，就在该组织的首页提醒。填 0 表示不提醒。',
    fields: [
      number('lowCount', '剩余个数，不多于', '个'),
      number('lowShare', '剩余比例，不多于', '%'),
    ],
  },
];

/** Values of a group as texts, as a form has them. */
export const textsOf = (settings: Settings, { key, fields }: Group): Record<string, string> => {
  const values = settings[key] as unknown as Record<string, string | number>;
  return Object.fromEntries(fields.map(({ name }) => [name, String(values[name])]));
};

/** A value as it is shown: 3月31日, 14 周岁, 不提醒. */
export function valueWords({ kind, unit }: GroupField, text: string, group: GroupKey): string {
  if (kind === 'day') return `${Number(text.slice(0, 2))}月${Number(text.slice(3, 5))}日`;
  return group === 'stock' && text === '0' ? '不提醒' : `${text} ${unit}`;
}

/** What is wrong with a text before it is sent; empty when nothing is. */
export function textProblem({ kind, label }: GroupField, text: string): string {
  if (kind === 'day') return /^\d{2}-\d{2}$/.test(text) ? '' : '请选择日期。';
  const value = parseCount(text);
  return value === null || Number.isNaN(value) ? `请填写${label}，用整数。` : '';
}

/** The texts of a form as the server takes them. */
export const valuesOf = (
  { fields }: Group,
  texts: Readonly<Record<string, string>>,
): Record<string, string | number> =>
  Object.fromEntries(
    fields.map(({ name, kind }) => [
      name,
      kind === 'day' ? texts[name]! : parseCount(texts[name]!)!,
    ]),
  );
