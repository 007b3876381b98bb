import { z } from 'zod';

import type { TracedNumber } from '../../../../typings/api';
import {
  FIRST_MANAGED_YEAR,
  isMemberNumber,
  normaliseNumber,
  yearOf,
} from '../../domain/member-number';
import { Refusal } from '../../domain/refusal';
import { stateAt, stateText, unknownText } from '../../domain/trace';
import { query } from '../action';
import { OrganizationNames } from '../organization-lookup';
import { holdersOf } from './holders';
import { sightOf } from './sight';
import { ownerOf } from './trace';

const MOST = 500;

/**
 * Where up to 500 pasted numbers are, in their order; people only in the caller's scope. At most ten
 * requests: the given-out ones by their own documents, the others by their blocks, a hundred at a time.
 */
export const traceMany = query(
  'numbering.traceMany',
  z.strictObject({
    numbers: z
      .array(z.string().max(40, '每行一个编号。'))
      .min(1, '请至少填写一个编号。')
      .max(MOST, `一次最多查询 ${MOST} 个编号，请分几次查询。`),
  }),
  async (context, input): Promise<{ items: TracedNumber[] }> => {
    const { database } = context;
    const sight = sightOf(context);
    if (!sight.hasPost) {
      throw new Refusal('FORBIDDEN', '只能查询本人的编号；请联系所在团支部或团委代为查询。');
    }
    const asked = input.numbers.map(normaliseNumber);
    const readable = [...new Set(asked.filter(isMemberNumber))];
    const stored = new Map(
      (await database.getMany('numbers', readable)).map((number) => [number._id, number]),
    );
    const members = new Map(
      (
        await database.getMany(
          'members',
          [...stored.values()].flatMap(({ memberId }) => memberId ?? []),
        )
      ).map((member) => [member._id, member]),
    );
    const others = readable.filter((text) => stored.get(text)?.holderOrgId == null);
    const lastHolders = await holdersOf(database, others);
    const guards = await database.getMany('rangeGuards', [
      ...new Set(readable.map((text) => String(yearOf(text)))),
    ]);
    const rangesOf = new Map(guards.map(({ _id, ranges }) => [_id, ranges]));
    const names = await OrganizationNames.load(database, [
      ...[...stored.values()].map(({ holderOrgId }) => holderOrgId),
      ...[...members.values()].map(({ branchId }) => branchId),
      ...[...lastHolders.values()].map(({ orgId }) => orgId),
    ]);

    const traced = (text: string): TracedNumber => {
      const nobody = { number: text, holder: null, owner: null };
      if (!isMemberNumber(text)) {
        return { ...nobody, state: 'UNREADABLE', text: stateText('UNREADABLE', null, null) };
      }
      const document = stored.get(text);
      const member = document?.memberId ? members.get(document.memberId) : undefined;
      const place = lastHolders.get(text);
      const holderId = document?.holderOrgId ?? place?.orgId ?? member?.branchId ?? null;
      if (!document && !place) {
        const ranges = rangesOf.get(String(yearOf(text))) ?? [];
        const why = unknownText(Number(text), ranges, FIRST_MANAGED_YEAR);
        return { ...nobody, state: 'UNKNOWN', text: why };
      }
      const state = document?.state ?? stateAt(place!, Number(text));
      const holder = names.refOrNull(holderId);
      const owner = ownerOf(member, sight, names);
      const where = owner?.branch.name ?? holder?.name ?? null;
      return {
        number: text,
        state,
        text: stateText(state, where, owner?.name ?? null),
        holder,
        owner,
      };
    };
    return { items: asked.map(traced) };
  },
);
