import type {
  PreflightCheck,
  RegistrationField,
  RevealedField,
  ReviewDetail,
} from '../../../typings/api';
import { optionalFields } from '../../checks/optional';
import type { Fact } from '../../format/field-view';
import { cadreWords } from '../../format/field-view';
import { meetingWords, stepLines } from '../../format/registration-view';
import { dayWords, momentWords, monthWords } from '../../format/time';
import type { Level } from '../../format/words';
import { FIELD_WORDS, STATUS_LEVELS, STATUS_WORDS } from '../../format/words';
import { changeLines } from './changes';

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

/** The meeting told of last, in words. */
function meetingOf({ steps }: ReviewDetail): string | null {
  const told = steps.filter(({ meeting }) => meeting);
  const meeting = told[told.length - 1]?.meeting;
  return meeting ? meetingWords(meeting).replace('支部大会 ', '') : null;
}

type Row = [label: string, value: string | null, masked?: RevealedField | ''];

function factsOf(detail: ReviewDetail): Fact[] {
  const { form, joinMonth, path, may } = detail;
  const masks = (field: RevealedField) => (may.pass ? field : '');
  const rows: Row[] = [
    ['证件类型', form.idType === 'RESIDENT' ? '居民身份证' : '其他证件'],
    ['证件号码', form.idNumber, masks('idNumber')],
    ['出生日期', `${dayWords(form.birthDate)} · ${form.gender === 'MALE' ? '男' : '女'}`],
    ['手机号', form.phone, masks('phone')],
    ['入团年月', monthWords(joinMonth)],
    ['省内入团', form.joinedInProvince ? '是，福建省内' : '否'],
    ['团员编号', numberFact(detail)],
    ['支部大会', meetingOf(detail)],
    ['所属组织', path.map(({ name }) => name).join(' / ')],
    ...optionalFields(false).map((field): Row => {
      if (field === 'isCadre') return [FIELD_WORDS.isCadre, cadreWords(form)];
      const isContact = field === 'email' || field === 'qq' || field === 'wechat';
      return [FIELD_WORDS[field], form[field], isContact ? masks(field) : ''];
    }),
  ];
  const facts: Fact[] = [];
  for (const [label, value, masked = ''] of rows)
    if (value) facts.push({ label, value, masks: masked });
  return facts;
}

/** What can be marked as wrong: what everybody fills in, and of the rest what this person did. */
function markableOf({ form }: ReviewDetail): RegistrationField[] {
  const own = form.idType === 'OVERSEAS' ? (['birthDate', 'gender'] as const) : [];
  return [
    'name',
    'idType',
    'idNumber',
    ...own,
    'branchId',
    'joinedInProvince',
    'joinMonth',
    'typedNumber',
    ...optionalFields(form.isCadre).filter((field) => form[field]),
  ];
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
  const atCommittee = status === 'PENDING_COMMITTEE' && may.pass;
  return {
    name,
    initial: name.slice(0, 1),
    status,
    statusWords: STATUS_WORDS[status],
    statusLevel: STATUS_LEVELS[status],
    submitted: `${momentWords(submittedAt, now)} 提交 · ${branch.name}`,
    nudged: detail.nudgedAt === null ? '' : `申请人 ${momentWords(detail.nudgedAt, now)} 提醒过`,
    changes: changeLines(detail.changes),
    findings,
    passed: passed.map(({ id, text }) => ({ id, text })),
    summary: summaryOf(checks),
    facts: factsOf(detail),
    lines: stepLines(steps, now, '本人'),
    forecast: forecast
      ? `现在通过，将分配编号 ${forecast.number}（${forecast.pool.name}），之后还剩 ${forecast.remaining} 个。`
      : '',
    mayReview: may.pass,
    why: may.why ?? '',
    onBehalfOf: may.onBehalfOf ? `代 ${may.onBehalfOf.name} 审核，会记入经过。` : '',
    needsCover: mode === 'MANUAL' && atCommittee,
    asksMeeting: status === 'PENDING_BRANCH' && may.pass,
    markable: markableOf(detail),
  };
}

export type DetailView = ReturnType<typeof detailView>;
