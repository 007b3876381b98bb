import { z } from 'zod';

import type { AuditEntry, InputOf, Page } from '../../../../typings/api';
import { auditCodes, auditSubject, auditWords } from '../../domain/audit-words';
import { daysLater, isDay, startOfDay } from '../../domain/dates';
import { checkPhone } from '../../domain/phone';
import { invalidField } from '../../domain/refusal';
import type { Filter, Joined } from '../../ports/database';
import type { AccountDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { OrganizationNames } from '../organization-lookup';
import { accountByPhone } from './by-phone';

const PAGE = 50;

/** A line is about an account, an organisation, a member, or an applicant who is none yet. */
const SUBJECT = {
  prefix: '',
  field: 'subject',
  of: {
    accounts: ['name', 'phoneMasked'],
    organizations: ['fullName'],
    members: ['name'],
    registrations: ['name'],
  },
} as const;
type Line = Joined<'audit', keyof typeof SUBJECT.of>;

const day = z.string().refine(isDay, '请选择日期。');

/** `{time}.{how many lines of that time were shown}`: several can have one time. */
const cursor = z.string().regex(/^\d{1,15}\.\d{1,4}$/, '请刷新后重新查看。');

type Wanted = InputOf<'account.auditLog'>;

function filterFor(wanted: Wanted, actor: AccountDocument | undefined): Filter {
  const { group, from, to } = wanted;
  const until = [
    ...(to === undefined ? [] : [startOfDay(daysLater(to, 1)) - 1]),
    ...(wanted.cursor === undefined ? [] : [Number(wanted.cursor.split('.')[0])]),
  ];
  const at = {
    ...(from !== undefined && { gte: startOfDay(from) }),
    ...(until.length > 0 && { lte: Math.min(...until) }),
  };
  return {
    what: group === undefined ? undefined : { in: auditCodes(group) },
    actor: actor?._id,
    at: Object.keys(at).length === 0 ? undefined : at,
  };
}

/** Whose lines are asked for: null when nobody has the phone number. One request. */
async function actorWith(context: Context, text: string): Promise<AccountDocument | null> {
  const phone = checkPhone(text);
  if (!phone.ok) throw invalidField('phone', phone.text);
  return accountByPhone(context, phone.value);
}

/**
 * 操作日志: sign-ins, personal data that was shown, exports, changes of office, organisations and membership,
 * the latest first, of the whole province. Three requests.
 */
export const auditLog = query(
  'account.auditLog',
  z.strictObject({
    group: z
      .enum(['SIGN_IN', 'PERSONAL_DATA', 'EXPORT', 'OFFICE', 'ORGANIZATION', 'MEMBER'])
      .optional(),
    phone: z.string().max(40).optional(),
    from: day.optional(),
    to: day.optional(),
    cursor: cursor.optional(),
    limit: z.number().int().min(1).max(100).optional(),
  }),
  async (context, input): Promise<Page<AuditEntry>> => {
    const actor = input.phone === undefined ? undefined : await actorWith(context, input.phone);
    if (actor === null) return { items: [], next: null };
    const limit = input.limit ?? PAGE;
    const [from, shown = 0] = (input.cursor ?? '').split('.').map(Number);
    const found = await context.database.findJoined(
      'audit',
      [filterFor(input, actor)],
      {
        sort: [
          ['at', -1],
          ['_id', -1],
        ],
        limit: limit + shown + 1,
        fields: ['at', 'actor', 'post', 'what', 'subject', 'reason'],
      },
      SUBJECT,
    );
    const rest = found.slice(shown);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    const ofLast = page.filter(({ at }) => at === last?.at).length;
    return {
      items: await entriesOf(context, page, actor),
      next:
        last && rest.length > limit
          ? `${last.at}.${ofLast + (last.at === from ? shown : 0)}`
          : null,
    };
  },
);

/** Lines with names, as they are called today; two requests, one where all are of the `only` actor. */
async function entriesOf(
  { database }: Context,
  lines: readonly Line[],
  only: AccountDocument | undefined,
): Promise<AuditEntry[]> {
  const ids = [...new Set(lines.flatMap(({ actor }) => actor ?? []))];
  const found = only
    ? [only]
    : await database.getMany('accounts', ids, ['name', 'phoneMasked', 'posts']);
  const actors = new Map(found.map((account) => [account._id, account]));
  const officeOf = ({ actor, post }: Line): string | null =>
    actors.get(actor ?? '')?.posts.find(({ id }) => id === post)?.orgId ?? null;
  const offices = await OrganizationNames.loadMany(
    database,
    lines.flatMap((line) => officeOf(line) ?? []),
  );
  return lines.map((line) => ({
    id: line._id,
    at: line.at,
    ...auditWords(line.what, subjectOf(line)),
    actor: line.actor === null ? null : calledAs(actors.get(line.actor)),
    organization: offices.refOrNull(officeOf(line)),
    reason: line.reason ?? null,
  }));
}

/** What a line is about, by name; an organisation that is gone keeps its id. */
function subjectOf(line: Line): string {
  const about = auditSubject(line.what);
  if (about === 'ORGANIZATION') return line.organizations?.fullName ?? line.subject ?? '';
  if (about === 'PERSON') return (line.members ?? line.registrations)?.name ?? '一名团员';
  return calledAs(line.accounts);
}

/** Somebody without a name on record is called by the masked number. */
const calledAs = (account: AccountDocument | null | undefined): string =>
  account?.name ?? account?.phoneMasked ?? '已注销的账号';
