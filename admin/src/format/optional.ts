import type { ContactField, OptionalAnswers, OptionalField } from '../../../typings/api';
import { monthText } from './dates';

/** Texts that may be left empty, in the order they are shown in; those of a cadre's post are one line. */
export const OPTIONAL_TEXTS = [
  'ethnicity',
  'education',
  'politicalStatus',
  'occupation',
  'workUnit',
  'hukou',
  'joinUnit',
] as const satisfies readonly OptionalField[];

/** Masked until asked for. */
export const CONTACT_FIELDS = ['email', 'qq', 'wechat'] as const satisfies readonly ContactField[];

type Post = Pick<OptionalAnswers, 'isCadre' | 'cadrePost' | 'cadreSince' | 'cadreNature'>;

/** The post of a cadre: `班级团支部书记，2025年9月起，兼职`; empty of anybody else. */
export function cadreText({ isCadre, cadrePost, cadreSince, cadreNature }: Post): string {
  if (!isCadre) return '';
  const since = cadreSince && `${monthText(cadreSince)}起`;
  return [cadrePost, since, cadreNature].filter(Boolean).join('，');
}

/** Everything that may be marked of what somebody filled in. */
export const filledIn = (answers: OptionalAnswers) =>
  [
    ...OPTIONAL_TEXTS,
    ...CONTACT_FIELDS,
    'isCadre' as const,
    'cadrePost' as const,
    'cadreSince' as const,
    'cadreNature' as const,
  ].filter((field) => answers[field]);
