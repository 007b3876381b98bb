import type { ErrorDetails, PreflightCheck, ReviewDetail } from '../../../typings/api';
import type { Fact } from '../../format/field-view';
import { stepLines } from '../../format/registration-view';
import { dayWords, momentWords, monthWords } from '../../format/time';
import type { Level } from '../../format/words';
import { STATUS_LEVELS, STATUS_WORDS } from '../../format/words';
import type { Helper } from '../components/refused-sheet/index';

/** A finding that needs a look. */
interface Finding {
  id: string;
  level: Level;
  text: string;
}

const findingOf = ({ id, level, text }: PreflightCheck): Finding => ({
  id,
  level: level === 'STOP' ? 'danger' : 'warn',
  text,
});

function numberFact({ mode, form, memberNumber }: ReviewDetail): string {
  if (memberNumber) return memberNumber;
  if (mode === 'AUTO') return '团委通过时自动分配';
  return form.typedNumber ?? '无需编号';
}

function factsOf(detail: ReviewDetail): Fact[] {
  const { form, joinMonth, path } = detail;
  const rows: Array<[string, string | null]> = [
    ['证件类型', form.idType === 'RESIDENT' ? '居民身份证' : '其他证件'],
    ['证件号码', form.idNumber],
    ['出生日期', `${dayWords(form.birthDate)} · ${form.gender === 'MALE' ? '男' : '女'}`],
    ['手机号', form.phone],
    ['入团年月', monthWords(joinMonth)],
    ['省内入团', form.joinedInProvince ? '是，福建省内' : '否'],
    ['团员编号', numberFact(detail)],
    ['所属组织', path.map(({ name }) => name).join(' / ')],
    ['民族', form.ethnicity],
    ['学历', form.education],
    ['政治面貌', form.politicalStatus],
    ['入团时单位', form.joinUnit],
  ];
  const facts: Fact[] = [];
  for (const [label, value] of rows) if (value) facts.push({ label, value });
  return facts;
}

/** `3 项通过，1 项不符` */
function summaryOf(checks: readonly PreflightCheck[]): string {
  const words = { OK: '项通过', WARN: '项留意', STOP: '项不符' } as const;
  const levels = ['OK', 'WARN', 'STOP'] as const;
  return levels
    .map((level) => ({ level, count: checks.filter((check) => check.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${words[level]}`)
    .join('，');
}

/** A registration as its reviewer sees it. */
export function detailView(detail: ReviewDetail, now: number) {
  const { name, status, submittedAt, branch, checks, forecast, may, mode, steps } = detail;
  const passed = checks.filter(({ level }) => level === 'OK');
  const findings = checks.filter(({ level }) => level !== 'OK').map(findingOf);
  return {
    name,
    initial: name.slice(0, 1),
    status,
    statusWords: STATUS_WORDS[status],
    statusLevel: STATUS_LEVELS[status],
    submitted: `${momentWords(submittedAt, now)} 提交 · ${branch.name}`,
    findings,
    passed: passed.map(({ id, text }) => ({ id, text })),
    summary: summaryOf(checks),
    facts: factsOf(detail),
    lines: stepLines(steps, now),
    forecast: forecast
      ? `现在通过，将分配编号 ${forecast.number}（${forecast.pool.name}），之后还剩 ${forecast.remaining} 个。`
      : '',
    mayReview: may.pass,
    why: may.why ?? '',
    onBehalfOf: may.onBehalfOf ? `代 ${may.onBehalfOf.name} 审核，会记入经过。` : '',
    needsCover: mode === 'MANUAL' && status === 'PENDING_COMMITTEE' && may.pass,
    idType: detail.form.idType,
  };
}

export type DetailView = ReturnType<typeof detailView>;

/** Who can supply numbers, with what they can do: numbers go down one level at a time. */
export function helpersOf(
  helpers: NonNullable<ErrorDetails['helpers']>,
  path: ReviewDetail['path'],
  ownOrgId: string,
): Helper[] {
  const parent = path[path.length - 2];
  return helpers.map(({ organization, free }) => {
    const { id, name } = organization;
    if (id === ownOrgId) {
      return { id, name, free, note: '就是你所在的组织，可在综合管理系统“团员编号分配”里分配' };
    }
    const note = id === parent?.id ? '直属上级，可直接分给该支部' : '不能跨级，要逐级分到该支部';
    return { id, name, free, note };
  });
}
