import type { NumberMode, PreflightCheck } from '../../../typings/api';
import { ageAtJoining, ageWarning } from './joining';

/** What the checks before a review look at. */
export interface PreflightFacts {
  joinMonth: string;
  birthDate: string;
  mode: NumberMode;
  typedNumber: string | null;
  /**
   * AUTO: free numbers of the pool that would be drawn from, and its name; null where there is none.
   * Left out where nobody looked.
   */
  pool?: { name: string; free: number } | null;
  /** MANUAL: why the number cannot be kept; null when it can. */
  numberProblem: string | null;
}

/**
 * The checks a reviewer sees before deciding: what was verified, what needs a look (WARN), and what
 * would stop the approval now (STOP).
 */
export function preflight(facts: PreflightFacts): PreflightCheck[] {
  const checks: PreflightCheck[] = [];
  const add = (id: string, level: PreflightCheck['level'], text: string) =>
    checks.push({ id, level, text });

  add('id', 'OK', '证件号校验通过');
  add('person', 'OK', '没有重复报到');
  const age = ageWarning(facts.joinMonth, facts.birthDate);
  if (age) add('age', 'WARN', age);
  else add('age', 'OK', `入团时 ${ageAtJoining(facts.joinMonth, facts.birthDate)} 周岁`);

  switch (facts.mode) {
    case 'AUTO':
      if (facts.pool && facts.pool.free > 0) {
        add('pool', 'OK', `编号够用，${facts.pool.name}还有 ${facts.pool.free} 个`);
      } else if (facts.pool !== undefined) {
        add('pool', 'STOP', facts.pool ? `${facts.pool.name}的编号已用完` : '没有可用的编号');
      }
      if (facts.typedNumber) add('typed', 'WARN', '本人填写的编号会被系统分配的编号替换');
      break;
    case 'MANUAL':
      if (facts.numberProblem) add('number', 'STOP', facts.numberProblem);
      else add('number', 'WARN', '沿用原编号，请核对《入团志愿书》封面');
      break;
    case 'NONE':
      add('number', 'OK', '2017年前入团，可以没有编号');
      break;
  }
  return checks;
}

/** Whether the registration itself, without a look at pools and numbers, has a finding that needs a look. */
export const needsLook = (
  facts: Pick<PreflightFacts, 'joinMonth' | 'birthDate' | 'mode' | 'typedNumber'>,
): boolean => preflight({ ...facts, numberProblem: null }).some(({ level }) => level === 'WARN');
