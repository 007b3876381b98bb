import { z } from 'zod';

import type { AuditEntry, InputOf, Page } from '../../../../typings/api';
import { type AuditSubject, auditCodes, auditSubject, auditWords } from '../../domain/audit-words';
import { daysLater, isDay, startOfDay } from '../../domain/dates';
import { checkPhone } from '../../domain/phone';
import { invalidField } from '../../domain/refusal';
import type { Filter } from '../../ports/database';
import type { AccountDocument, AuditDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { OrganizationNames } from '../organization-lookup';
import { hashPhone } from '../personal-hashes';
import { accountByPhone } from './by-phone';

const PAGE = 50;

const day = z.string().refine(isDay, '请选择日期。');

/** `{time}.{how many lines of that time were shown}`: several can have one time. */
const cursor = z.string().regex(/^\d{1,15}\.\d{1,4}$/, '请刷新后重新查看。');

type Wanted = InputOf<'account.auditLog'>;

/** The filter of a page; null when nobody has the phone number asked for. One request for a phone number. */
async function filterFor(context: Context, wanted: Wanted): Promise<Filter | null> {
  const { group, phone, from, to } = wanted;
  const actor = phone === undefined ? undefined : await actorWith(context, phone);
  if (actor === null) return null;
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
    actor,
    at: Object.keys(at).length === 0 ? undefined : at,
  };
}

async function actorWith({ database, secrets }: Context, text: string): Promise<string | null> {
  const phone = checkPhone(text);
  if (!phone.ok) throw invalidField('phone', phone.text);
  return (await accountByPhone(database, hashPhone(secrets, phone.value)))?._id ?? null;
}

/**
 * 操作日志: sign-ins, personal data that was shown, exports, changes of office, organisations and membership,
 * the latest first, of the whole province. Five requests at most, one more for a phone number.
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
    const filter = await filterFor(context, input);
    if (!filter) return { items: [], next: null };
    const limit = input.limit ?? PAGE;
    const [from, shown = 0] = (input.cursor ?? '').split('.').map(Number);
    const found = await context.database.find('audit', filter, {
      sort: [
        ['at', -1],
        ['_id', -1],
      ],
      limit: limit + shown + 1,
    });
    const rest = found.slice(shown);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    const ofLast = page.filter(({ at }) => at === last?.at).length;
    return {
      items: await entriesOf(context, page),
      next:
        last && rest.length > limit
          ? `${last.at}.${ofLast + (last.at === from ? shown : 0)}`
          : null,
    };
  },
);

const subjectsOf = (entries: readonly AuditDocument[], about: AuditSubject): string[] => [
  ...new Set(
    entries.flatMap(({ what, subject }) =>
      subject !== null && auditSubject(what) === about ? [subject] : [],
    ),
  ),
];

/** Lines with names, as they are called today; four requests at most. */
async function entriesOf(
  context: Context,
  entries: readonly AuditDocument[],
): Promise<AuditEntry[]> {
  const { database } = context;
  const actors = entries.flatMap(({ actor }) => actor ?? []);
  const accounts = new Map(
    (
      await database.getMany(
        'accounts',
        [...new Set([...actors, ...subjectsOf(entries, 'ACCOUNT')])],
        ['name', 'phoneMasked', 'posts'],
      )
    ).map((account) => [account._id, account]),
  );
  const people = await peopleNamed(context, subjectsOf(entries, 'PERSON'));
  const officeOf = ({ actor, post }: AuditDocument): string | null =>
    accounts.get(actor ?? '')?.posts.find(({ id }) => id === post)?.orgId ?? null;
  const organizations = await OrganizationNames.loadMany(database, [
    ...subjectsOf(entries, 'ORGANIZATION'),
    ...entries.flatMap((entry) => officeOf(entry) ?? []),
  ]);
  const nameOf = ({ what, subject }: AuditDocument): string => {
    const id = subject ?? '';
    const about = auditSubject(what);
    if (about === 'ORGANIZATION') return organizations.ref(id).name;
    return about === 'PERSON' ? (people.get(id) ?? '一名团员') : calledAs(accounts.get(id));
  };
  return entries.map((entry) => ({
    id: entry._id,
    at: entry.at,
    ...auditWords(entry.what, nameOf(entry)),
    actor: entry.actor === null ? null : calledAs(accounts.get(entry.actor)),
    organization: organizations.refOrNull(officeOf(entry)),
    reason: entry.reason ?? null,
  }));
}

/** Somebody without a name on record is called by the masked number. */
const calledAs = (account: AccountDocument | undefined): string =>
  account?.name ?? account?.phoneMasked ?? '已注销的账号';

/** Names of members, and of applicants who are none, by the id they share; two requests at most. */
async function peopleNamed(
  { database }: Context,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const members = await database.getMany('members', ids, ['name']);
  const names = new Map(members.map(({ _id, name }) => [_id, name]));
  const others = ids.filter((id) => !names.has(id));
  for (const { _id, name } of await database.getMany('registrations', others, ['name'])) {
    names.set(_id, name);
  }
  return names;
}
