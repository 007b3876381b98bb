import type {
  Interval,
  NumberState,
  OrganizationStatus,
  OrganizationType,
  TakeoverProblem,
} from '../../../typings/api';
import { changed, type Holding } from './holdings';
import { contains, subtract, union } from './intervals';
import { AUTO_FROM } from './joining';
import { isMemberNumber, yearOf } from './member-number';
import { TYPE_WORDS } from './organizations';
import { intervalsText } from './prompts';
import type { CheckedRow } from './takeover-row';
import { type Place, stateAt } from './trace';

/** numbers that members had before the system did, out of the free ones of a holding. All of them must be free. */
export const takeOver = (holding: Holding, numbers: readonly Interval[]): Holding =>
  changed(holding, {
    free: subtract(holding.free, numbers),
    used: union(holding.used, numbers),
  });

/**
 * Whether a member of the branch with this path (ids from the root to it) can have the number out of this
 * holding: FREE; ELSEWHERE, free with somebody who is not above the branch; or the state that stands against it.
 */
export function takeoverState(
  place: Place,
  number: number,
  branchPath: readonly string[],
): NumberState | 'ELSEWHERE' {
  const state = stateAt(place, number);
  return state === 'FREE' && !branchPath.includes(place.orgId) ? 'ELSEWHERE' : state;
}

/** Somebody who is a member already. */
export interface KnownMember {
  memberId: string;
  name: string;
  branchId: string;
  branchName: string;
  joinMonth: string;
  memberNumber: string | null;
}

/** What is stored about the number, the person and the branch of a row. */
export interface TakeoverFacts {
  /** null: there is none with this code in the province. */
  branch: {
    id: string;
    name: string;
    type: OrganizationType;
    status: OrganizationStatus;
    path: readonly string[];
  } | null;
  /** Who has the number, when it is given out or void. */
  taken: { owner: KnownMember | null; state: 'ASSIGNED' | 'VOID' | 'EXTERNAL' } | null;
  /** Who is registered with the ID number: a member, or somebody whose registration is not done. */
  person: KnownMember | { waitingIn: string } | null;
  /** Top ranges of the number's year. */
  ranges: readonly Interval[];
  /** The lowest holding that has the number, with name and type of its organisation. */
  place: (Place & { name: string; type: OrganizationType }) | null;
}

export type TakeoverJudgement =
  | { result: 'ALREADY'; memberId: string; warnings: string[] }
  | { result: 'READY'; state: 'ASSIGNED' | 'EXTERNAL'; warnings: string[] }
  | { result: 'CLASH'; problems: TakeoverProblem[] };

const isMember = (person: TakeoverFacts['person']): person is KnownMember =>
  person !== null && 'memberId' in person;

/**
 * what becomes of a checked row. Inside a top range → ASSIGNED in the holding that has the number
 * free, which is the branch's or one above it; outside → EXTERNAL; everything else is a clash with a fix.
 */
export function judge(row: CheckedRow, facts: TakeoverFacts): TakeoverJudgement {
  const { taken, person } = facts;
  if (isMember(person) && taken?.owner?.memberId === person.memberId) {
    return {
      result: 'ALREADY',
      memberId: person.memberId,
      warnings: differencesFrom(row, person),
    };
  }
  const problems = [...takenProblems(facts), ...personProblems(facts)];
  const branch = branchProblem(row, facts.branch);
  if (branch) problems.push(branch);
  if (problems.length > 0 || !facts.branch) return { result: 'CLASH', problems };

  const number = Number(row.number);
  if (isMemberNumber(row.number) && contains(facts.ranges, number)) {
    const problem = insideProblem(row, facts, facts.branch);
    return problem
      ? { result: 'CLASH', problems: [problem] }
      : { result: 'READY', state: 'ASSIGNED', warnings: [] };
  }
  const isOfProvince = row.joinMonth >= AUTO_FROM && row.joinedInProvince;
  const year = yearOf(row.number);
  if (isOfProvince && facts.ranges.length === 0) {
    return {
      result: 'CLASH',
      problems: [
        {
          column: 'number',
          problem: `${year}年尚未设置编号区间`,
          fix: `先设置${year}年的编号区间并逐级分配，再导入；不在省内入团的，在“是否省内入团”中填“否”`,
        },
      ],
    };
  }
  const ranges = intervalsText(facts.ranges.slice(0, 3));
  const warnings = isOfProvince
    ? [
        `编号不在本省${year}年的编号区间（${ranges}）内，将作为原有编号登记；不在省内入团的，请在“是否省内入团”中填“否”。`,
      ]
    : [];
  return { result: 'READY', state: 'EXTERNAL', warnings };
}

/** What the file says otherwise than the record of the same person. */
function differencesFrom(row: CheckedRow, { name, branchId, branchName, joinMonth }: KnownMember) {
  const differences: string[] = [];
  if (name !== row.name) differences.push(`姓名为“${name}”`);
  if (branchId !== row.branchCode) differences.push(`团支部为“${branchName}”`);
  if (joinMonth !== row.joinMonth) differences.push(`入团年月为 ${joinMonth}`);
  return differences.length === 0
    ? []
    : [`系统中${differences.join('，')}，与表格不同，请核对；导入不会改动已有的资料。`];
}

function takenProblems({ taken }: TakeoverFacts): TakeoverProblem[] {
  if (!taken) return [];
  const { owner } = taken;
  if (taken.state === 'VOID') {
    const fix = '核对《入团志愿书》封面，更正编号';
    return [{ column: 'number', problem: '该编号已作废，不再使用', fix }];
  }
  return [
    {
      column: 'number',
      problem: owner ? `该编号已是“${owner.branchName}”${owner.name}的编号` : '该编号已被使用',
      fix: '核对两人的《入团志愿书》封面，更正编号；已登记的一人有误的，先用“错号更正”收回',
    },
  ];
}

function personProblems({ person }: TakeoverFacts): TakeoverProblem[] {
  if (person === null) return [];
  if (!isMember(person)) {
    return [
      {
        column: 'idNumber',
        problem: `该证件号在“${person.waitingIn}”有一份报到还没有办完`,
        fix: '请审核人退回、本人撤回这份报到后再导入；或办完报到，删去这一行',
      },
    ];
  }
  const { branchName, name, memberNumber } = person;
  const number = memberNumber === null ? '没有编号' : `编号为 ${memberNumber}`;
  return [
    {
      column: 'idNumber',
      problem: `该证件号已登记在“${branchName}”（${name}），${number}`,
      fix: '核对证件号和编号；确是同一人的，删去这一行，编号有误的用“错号更正”办理',
    },
  ];
}

function branchProblem(row: CheckedRow, branch: TakeoverFacts['branch']): TakeoverProblem | null {
  const column = 'branchCode';
  if (!branch) {
    return {
      column,
      problem: `没有编码为“${row.branchCode}”的团支部`,
      fix: '更正团支部编码，或先在“组织管理”中新增该团支部',
    };
  }
  if (branch.type !== 'BRANCH') {
    return {
      column,
      problem: `“${branch.name}”是${TYPE_WORDS[branch.type]}，团员只能登记在团支部`,
      fix: '改为该团员所在团支部的编码',
    };
  }
  return branch.status === 'ACTIVE'
    ? null
    : { column, problem: `“${branch.name}”已撤销`, fix: '改为现在接收其团员的团支部' };
}

function insideProblem(
  row: CheckedRow,
  { place }: TakeoverFacts,
  branch: NonNullable<TakeoverFacts['branch']>,
): TakeoverProblem | null {
  const column = 'number';
  if (!row.joinedInProvince) {
    return {
      column: 'joinedInProvince',
      problem: '编号在本省的编号区间内，却填写为不在省内入团',
      fix: '核对《入团志愿书》，更正编号或“是否省内入团”',
    };
  }
  const inconsistent = {
    column,
    problem: '该编号在编号区间内，却没有组织持有',
    fix: '请先运行“对账”，核对后再导入',
  } as const;
  if (!place) return inconsistent;
  switch (takeoverState(place, Number(row.number), branch.path)) {
    case 'FREE':
      return null;
    case 'ELSEWHERE': {
      const code = place.type === 'BRANCH' ? '的编码' : '下的团支部编码';
      return {
        column,
        problem: `该编号现在“${place.name}”，它不是“${branch.name}”，也不是其上级`,
        fix: `改为“${place.name}”${code}，或更正编号，或先回收这个编号再分配给“${branch.name}”的上级`,
      };
    }
    case 'VOID':
      return {
        column,
        problem: '该编号已作废，不再使用',
        fix: '核对《入团志愿书》封面，更正编号',
      };
    case 'EXPIRED': {
      const year = yearOf(row.number);
      return {
        column,
        problem: `${year}年编号已关闭，未使用的编号已过期`,
        fix: '已关闭年度的编号不能再导入，请核对编号和入团年月',
      };
    }
    default:
      return inconsistent;
  }
}
