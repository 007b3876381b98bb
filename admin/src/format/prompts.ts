import type { PromptId, PromptTexts } from '../../../typings/api';

/** Prompts that the desk says by itself, in their default wording; `{…}` are filled in. */
export const PROMPT_TEXTS = {
  'P-1': '尚未设置编号区间范围，请先新增编号区间范围。',
  'P-2': '将分配 {个数} 个编号给 {组织}（{区间}），确定提交吗？',
  'P-3': '分配成功',
  'P-4': '将从 {组织} 回收 {个数} 个未使用编号（{区间}），回收后返还给 {上级}，确定吗？',
  'P-6': '该组织没有可回收的编号，仅可查看。',
  'P-18': '{年份}年尚未设置编号区间，请联系团省委。',
} as const satisfies PromptTexts;

/** A wording with its places filled in; one that is not given stays as it is. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{([^{}]*)\}/g, (place, name: string) => String(values[name] ?? place));

/** A prompt in the province's wording, or in the default one. */
export const promptText = (
  own: PromptTexts,
  id: PromptId & keyof typeof PROMPT_TEXTS,
  values: Readonly<Record<string, string | number>> = {},
): string => filled(own[id] ?? PROMPT_TEXTS[id], values);
