import { z } from 'zod';

import type { PassManyOutput, PassResult } from '../../../../typings/api';
import { poolFor } from '../../domain/assignment';
import { Refusal } from '../../domain/refusal';
import { stageOrg } from '../../domain/review';
import { BusyError, UnknownOutcomeError } from '../../ports/database';
import type { OrganizationDocument, RegistrationDocument } from '../../ports/documents';
import { command, type Context, postOf } from '../action';
import { holdingId } from '../holdings';
import { joinYearOf } from '../registration/person';
import { meeting, pendingStatus, registrationId } from './input';
import { passChunk } from './pass-chunk';
import { passOutput, type PassWish } from './pass-one';
import { requireOwnScope } from './scope';
import { withHelpers } from './supply';

/** People in one transaction: its requests stay well below the life of a transaction. */
const CHUNK = 10;

/** No chunk begins later: with the 12 s a contended one may take, the call ends in the function's time. */
const BEGIN_WITHIN_MS = 6000;

/**
 * passes up to 50 registrations in the order of their submission, each with its own result. People
 * of one pool go together, ten in a transaction. Whoever is not reached in time is `unfinished`: the same
 * call with the same operation id goes on and answers for those done before as it did. Requests beside
 * identity: as `pass` and 2; each further person of a chunk 3, of another branch of the committee's pool 5.
 */
export const passMany = command(
  'review.passMany',
  z.strictObject({
    registrationIds: z
      .array(registrationId)
      .min(1, '请至少选择一份报到。')
      .max(50, '一次最多审核 50 份报到，请分几次提交。'),
    status: pendingStatus,
    coverChecked: z.boolean().optional(),
    meeting: meeting.optional(),
  }),
  async (context, input): Promise<PassManyOutput> => {
    const { runtime } = context;
    const until = runtime.now() + BEGIN_WITHIN_MS;
    const { registrationIds, ...wish } = input;
    const { people, results } = await peopleOf(context, registrationIds);
    const stages = await stagesOf(context, wish, people);
    const unfinished: string[] = [];
    for (const chunk of await chunksOf(context, wish, people)) {
      try {
        if (runtime.now() >= until) throw new BusyError();
        const answers = await passChunk(context, chunk, wish, stages);
        for (const [id, answer] of answers) results.set(id, answer);
      } catch (error) {
        // Either way the same call sent again learns the truth from the journal.
        if (!(error instanceof BusyError || error instanceof UnknownOutcomeError)) throw error;
        if (results.size === 0) throw error;
        unfinished.push(...chunk.map(({ _id }) => _id));
      }
    }
    const helped = await withHelpersOnce(context, people, results);
    const nameOf = new Map(people.map(({ _id, name }) => [_id, name]));
    return {
      results: [...helped].map(([id, result]): PassResult => {
        if (!(result instanceof Refusal)) {
          const data = passOutput(id, nameOf.get(id) ?? '', result);
          return { registrationId: id, ok: true, data };
        }
        const { code, message, details } = result;
        return {
          registrationId: id,
          ok: false,
          error: { code, message, ...(details && { details }) },
        };
      }),
      unfinished,
    };
  },
);

type Results = Awaited<ReturnType<typeof passChunk>>;

/** The registrations in the order of submission; one request. One outside the scope refuses the whole call. */
async function peopleOf(
  context: Context,
  ids: readonly string[],
): Promise<{ people: RegistrationDocument[]; results: Results }> {
  const wanted = [...new Set(ids)];
  const found = await context.database.getMany('registrations', wanted);
  const byId = new Map(found.map((registration) => [registration._id, registration]));
  const results: Results = new Map();
  for (const id of wanted) {
    try {
      requireOwnScope(context, 'review.passMany', byId.get(id) ?? null);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'NOT_FOUND') throw error;
      results.set(id, error);
    }
  }
  const people = [...found].sort(
    (a, b) => a.submittedAt - b.submittedAt || (a._id < b._id ? -1 : 1),
  );
  return { people, results };
}

/** Organisations whose turn it is where somebody above might stand in; one request or none. */
async function stagesOf(
  context: Context,
  { status }: PassWish,
  people: readonly RegistrationDocument[],
): Promise<Map<string, OrganizationDocument>> {
  if (status === 'PENDING_COMMITTEE') return new Map();
  const ids = new Set(people.map((person) => stageOrg(status, person)));
  ids.delete(postOf(context).orgId);
  const found = await context.database.getMany('organizations', [...ids]);
  return new Map(found.map((organization) => [organization._id, organization]));
}

/** Cuts the people into transactions, those of one pool together; one request at the committee's stage. */
async function chunksOf(
  { database }: Context,
  { status }: PassWish,
  people: readonly RegistrationDocument[],
): Promise<RegistrationDocument[][]> {
  const branches = new Map<string, string>();
  if (status === 'PENDING_COMMITTEE') {
    const ids = people.map((person) => holdingId(joinYearOf(person), person.branchId));
    for (const holding of await database.getMany('holdings', [...new Set(ids)])) {
      if (poolFor(holding) === 'BRANCH') branches.set(holding._id, holding.orgId);
    }
  }
  const groups = new Map<string, RegistrationDocument[]>();
  for (const person of people) {
    const year = joinYearOf(person);
    const pool = branches.get(holdingId(year, person.branchId)) ?? person.committeeId;
    const key = holdingId(year, pool);
    groups.set(key, [...(groups.get(key) ?? []), person]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / CHUNK) }, (_, i) =>
      group.slice(i * CHUNK, (i + 1) * CHUNK),
    ),
  );
}

/** Adds who could supply numbers to EXHAUSTED refusals, looked up once per branch and year. */
async function withHelpersOnce(
  context: Context,
  people: readonly RegistrationDocument[],
  results: Results,
): Promise<Results> {
  const known = new Map<string, Refusal>();
  const helped: Results = new Map();
  for (const [id, result] of results) {
    const person = people.find(({ _id }) => _id === id);
    if (!person || !(result instanceof Refusal) || result.code !== 'EXHAUSTED') {
      helped.set(id, result);
      continue;
    }
    const key = holdingId(joinYearOf(person), person.branchId);
    const refusal = known.get(key) ?? (await withHelpers(context, person, result));
    known.set(key, refusal);
    helped.set(id, refusal);
  }
  return helped;
}
