import { z } from 'zod';

import type { Trace, TraceStep } from '../../../../typings/api';
import { blocksAround } from '../../domain/cover';
import {
  FIRST_MANAGED_YEAR,
  isMemberNumber,
  normaliseNumber,
  yearOf,
} from '../../domain/member-number';
import { Refusal } from '../../domain/refusal';
import { chainOf, stateAt, stateText, stepOf, stepText, unknownText } from '../../domain/trace';
import type { JournalDocument, MemberDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { OrganizationNames } from '../organization-lookup';
import { actorsOf } from './entries';
import { PLACE } from './holders';
import { type Sight, sightOf } from './sight';

const number = z
  .string()
  .max(40)
  .transform(normaliseNumber)
  .refine(isMemberNumber, '请填写12位数字的编号。');

const MOVEMENT = ['_id', 'at', 'actor', 'kind', 'lines', 'reason'];

/**
 * The life of one number: every holder from the province to the person and each movement, found by its
 * blocks (domain/cover.ts). Five requests, whatever the number of organisations, members and numbers.
 */
export const trace = query(
  'numbering.trace',
  z.strictObject({ number }),
  async (context, input): Promise<Trace> => {
    const { database } = context;
    const sight = sightOf(context);
    const value = Number(input.number);
    const around = { cover: { in: blocksAround(value) } };
    const chain = chainOf(await database.find('holdings', around, { limit: 100, fields: PLACE }));
    const [member] = await database.find('members', { memberNumber: input.number }, { limit: 1 });
    if (!sight.hasPost && !(member && sight.isOwn(member.accountId))) {
      throw new Refusal('FORBIDDEN', '只能查询本人的编号；请联系所在团支部或团委代为查询。');
    }
    const entries = await database.find('journal', around, { limit: 1000, fields: MOVEMENT });
    const last = chain.at(-1);
    if (!last && !member) return unknown(context, sight, input.number, entries);

    const steps = stepsIn(entries, value);
    const names = await OrganizationNames.load(database, [
      ...chain.map(({ orgId }) => orgId),
      ...steps.flatMap(({ from, to }) => [from, to]),
      member?.branchId,
    ]);
    const state = last ? stateAt(last, value) : 'EXTERNAL';
    const holder = last ? names.ref(last.orgId) : names.ref(member!.branchId);
    const inScope = sight.reaches(names.get(holder.id)?.path ?? []);
    const owner = ownerOf(member, sight, names);
    const full = inScope || owner !== null;
    const place = owner ? owner.branch.name : holder.name;
    return {
      number: input.number,
      state,
      text: stateText(state, place, owner?.name ?? null),
      holder,
      owner,
      holders: full && last ? chain.map(({ orgId }) => names.ref(orgId)) : [holder],
      steps: full ? await viewsOf(context, steps, value, names, sight) : [],
    };
  },
);

/** Nobody has it: why, and what became of it where a range was taken out again. */
async function unknown(
  context: Context,
  sight: Sight,
  text: string,
  entries: readonly JournalDocument[],
): Promise<Trace> {
  const { database } = context;
  const value = Number(text);
  const stored = await database.get('numbers', text);
  const guard = await database.get('rangeGuards', String(yearOf(value)));
  const steps = stepsIn(entries, value);
  const names = await OrganizationNames.load(
    database,
    steps.flatMap(({ from, to }) => [from, to]),
  );
  const visible = steps.some(({ to }) => to !== null && sight.reaches(names.get(to)?.path ?? []));
  return {
    number: text,
    state: stored ? 'EXTERNAL' : 'UNKNOWN',
    text: stored
      ? stateText('EXTERNAL', null, null)
      : unknownText(value, guard?.ranges ?? [], FIRST_MANAGED_YEAR),
    holder: null,
    owner: null,
    holders: [],
    steps: visible ? await viewsOf(context, steps, value, names, sight) : [],
  };
}

interface Step {
  entry: JournalDocument;
  line: JournalDocument['lines'][number];
  from: string | null;
  to: string | null;
}

/** The movements of the number, the first one first; where times are equal, by the revisions of a holding. */
const stepsIn = (entries: readonly JournalDocument[], value: number): Step[] =>
  entries
    .flatMap((entry) => {
      const step = stepOf(entry.lines, value);
      return step ? [{ entry, ...step }] : [];
    })
    .sort((a, b) => a.entry.at - b.entry.at || a.line.revBefore - b.line.revBefore);

async function viewsOf(
  { database }: Context,
  steps: readonly Step[],
  value: number,
  names: OrganizationNames,
  sight: Sight,
): Promise<TraceStep[]> {
  // Who moved numbers is for those in office; a member sees the way of the own number only.
  const actors = sight.hasPost
    ? await actorsOf(
        database,
        steps.map(({ entry }) => entry),
      )
    : new Map<string, string>();
  return steps.map(({ entry, line, from, to }) => {
    const [source, target] = [names.refOrNull(from), names.refOrNull(to)];
    const text = stepText(line.kind, value, source?.name ?? null, target?.name ?? null);
    return {
      id: entry._id,
      at: entry.at,
      kind: entry.kind,
      text: entry.kind === 'UNDO' ? `撤销操作：${text}` : text,
      interval: line.intervals.find(({ start, end }) => start <= value && value <= end)!,
      from: source,
      to: target,
      actor: actors.get(entry.actor) ?? '',
      reason: sight.hasPost ? entry.reason : null,
    };
  });
}

/** The person, for those who may see it. */
export const ownerOf = (
  member: MemberDocument | undefined,
  sight: Sight,
  names: OrganizationNames,
): Trace['owner'] =>
  member && (sight.reaches(member.path) || sight.isOwn(member.accountId))
    ? { memberId: member._id, name: member.name, branch: names.ref(member.branchId) }
    : null;
