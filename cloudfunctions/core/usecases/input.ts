import type { z } from 'zod';

import type { ActionName, InputOf } from '../../../typings/api';
import { Refusal } from '../domain/refusal';
import type { Action } from './action';
import { plainText } from './plain-text';

const OP_ID = /^[0-9A-Za-z_-]{8,64}$/;

/** Texts for what the schemas find; a schema's own Chinese message wins. */
function textOf(issue: z.core.$ZodIssue): string {
  if (/[\u4e00-\u9fff]/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '此项必填。' : '格式不正确，请检查后重新填写。';
    case 'too_small':
      return issue.origin === 'string' ? '内容太短，请补充完整。' : `不能小于 ${issue.minimum}。`;
    case 'too_big':
      return issue.origin === 'string'
        ? `内容太长，最多 ${issue.maximum} 个字。`
        : `不能大于 ${issue.maximum}。`;
    case 'unrecognized_keys':
      return '有不认识的内容，请更新到最新版本后再试。';
    default:
      return '格式不正确，请检查后重新填写。';
  }
}

const invalid = (fields: Record<string, string>): Refusal => {
  const [first] = Object.values(fields);
  const message = first ? `请检查填写的内容：${first}` : '请检查填写的内容。';
  return new Refusal('INVALID', message, { fields });
};

/**
 * Checks what came in against the schema of the action. Gives the checked copy, which holds nothing that
 * the schema does not name, and only text that people can write. Throws INVALID with one text per field.
 */
export function checkInput<A extends ActionName>(action: Action<A>, input: unknown): InputOf<A> {
  const { value, broken } = plainText(input ?? {});
  if (broken !== null) throw invalid({ [broken]: '含有不能识别的特殊字符，请删除后重新填写。' });
  const parsed = action.input.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= textOf(issue);
  throw invalid(fields);
}

/** The key under which a write happens once; made by the face, 8–64 letters, digits, `-` and `_`. Throws INVALID. */
export function checkOpId(opId: unknown): string {
  if (typeof opId === 'string' && OP_ID.test(opId)) return opId;
  throw new Refusal('INVALID', '请刷新页面后重试。', { fields: { opId: '缺少操作标识。' } });
}
