import { describe, expect, it, jest } from '@jest/globals';
import { createBatch, tally } from '../../admin/src/pages/reviews/batch';
import { foretell } from '../../admin/src/pages/reviews/foretell';
import type { CallAction } from '../../admin/src/service/client';
import { Refusal } from '../../admin/src/service/refusal';
import type { InputOf, OrganizationRef, OutputOf, ReviewItem, ReviewPool } from '../../typings/api';

const organization = (id: string, type: OrganizationRef['type'] = 'BRANCH'): OrganizationRef => ({
  id,
  name: id,
  type,
});

const person = (id: string, given: Partial<ReviewItem> = {}): ReviewItem => ({
  id,
  name: id,
  status: 'PENDING_COMMITTEE',
  branch: organization('b1'),
  joinMonth: '2020-05',
  mode: 'AUTO',
  since: 0,
  submittedAt: Number(id.replace(/\D/g, '')),
  attention: 0,
  stops: 0,
  phone: '138****0001',
  nudgedAt: null,
  mayReview: true,
  onBehalf: false,
  memberNumber: null,
  ...given,
});

const pool = (id: string, free: number, type: OrganizationRef['type'] = 'BRANCH'): ReviewPool => ({
  organization: organization(id, type),
  year: 2020,
  free,
  wanted: 9,
});

describe('what a selection would come to', () => {
  it('R-39: numbers go by submission, whoever comes after the last one has none', () => {
    const people = [person('p3'), person('p1'), person('p2')];
    const told = foretell(people, [pool('b1', 2)]);
    expect([...told.without]).toEqual(['p3']);
    expect(told.drawing).toBe(2);
  });
  it('R-31: a branch without numbers of its own draws from the committee', () => {
    const people = [person('p1'), person('p2', { branch: organization('b2') })];
    const told = foretell(people, [pool('b1', 0), pool('c', 1, 'GRASSROOTS_COMMITTEE')]);
    expect([...told.without]).toEqual(['p1']);
  });
  it('only the people chosen take numbers, not everybody of the page', () => {
    const last = person('p9', { stops: 1 });
    expect(foretell([last], [pool('b1', 1)]).without.size).toBe(0);
  });
  it('where several committees could be meant, the finding of the server counts', () => {
    const committees = [
      pool('c1', 0, 'GRASSROOTS_COMMITTEE'),
      pool('c2', 5, 'GRASSROOTS_COMMITTEE'),
    ];
    const told = foretell([person('p1', { stops: 1 }), person('p2')], committees);
    expect([...told.without]).toEqual(['p1']);
  });
  it('R-37: whoever keeps a number takes none, and the covers are counted', () => {
    const people = [person('p1', { mode: 'MANUAL', attention: 1 }), person('p2', { mode: 'NONE' })];
    expect(foretell(people, [pool('b1', 0)])).toMatchObject({
      drawing: 0,
      keeping: 1,
      attention: 1,
    });
  });
});

type Answer = OutputOf<'review.passMany'>;
type Input = InputOf<'review.passMany'>;

/** A server that answers as told, and what it was sent. */
function server(answers: Array<(input: Input) => Answer>) {
  const sent: Array<{ input: Input; opId: string | undefined }> = [];
  const call = jest.fn((_action: string, input: Input, options?: { opId?: string }) => {
    sent.push({ input, opId: options?.opId });
    const answer = answers[Math.min(sent.length, answers.length) - 1]!;
    return new Promise<Answer>((resolve) => resolve(answer(input)));
  });
  let ids = 0;
  const environment = {
    call: call as unknown as CallAction,
    newOpId: () => `op-${(ids += 1)}`,
    now: () => 0,
  };
  return { sent, environment };
}

const passAll = ({ registrationIds }: Input): Answer => ({
  results: registrationIds.map((registrationId) => ({
    registrationId,
    ok: true,
    data: {
      registrationId,
      status: 'APPROVED',
      message: `审核成功 ${registrationId}`,
      memberNumber: '202000012020',
      numberSource: 'AUTO_BRANCH',
      remaining: 1,
    },
  })),
  unfinished: [],
});
const lose = (): Answer => {
  throw new Refusal('NETWORK', '网络不稳');
};
const people = Array.from({ length: 23 }, (_, at) => person(`p${at + 1}`));

describe('a batch', () => {
  it('R-39: goes through the people in the order of submission, some at a time', async () => {
    const { sent, environment } = server([passAll]);
    const batch = createBatch(environment, people.toReversed(), 'PENDING_COMMITTEE', true);
    await batch.go();
    expect(sent.map(({ input }) => input.registrationIds.length)).toEqual([10, 10, 3]);
    expect(sent.flatMap(({ input }) => input.registrationIds)).toEqual(people.map(({ id }) => id));
    expect(sent[0]!.input.coverChecked).toBe(true);
    expect(new Set(sent.map(({ opId }) => opId)).size).toBe(3);
    expect(tally(batch.lines)).toMatchObject({ PASSED: 23, WAITING: 0 });
  });
  it('sends an unfinished group again under its own operation id', async () => {
    const half = (input: Input): Answer => {
      const { results } = passAll(input);
      return { results: results.slice(0, 4), unfinished: input.registrationIds.slice(4) };
    };
    const { sent, environment } = server([half, passAll]);
    const batch = createBatch(environment, people.slice(0, 8), 'PENDING_COMMITTEE', false);
    await batch.go();
    expect(sent.map(({ opId }) => opId)).toEqual(['op-1', 'op-1']);
    expect(tally(batch.lines).PASSED).toBe(8);
  });
  it('stops when no answer comes, and goes on under the same operation id', async () => {
    const { sent, environment } = server([passAll, lose, passAll]);
    const batch = createBatch(environment, people, 'PENDING_COMMITTEE', false);
    await batch.go();
    expect(tally(batch.lines)).toMatchObject({ PASSED: 10, UNKNOWN: 10, WAITING: 3 });
    expect(batch.problem?.code).toBe('NETWORK');
    await batch.go();
    expect(sent.map(({ opId }) => opId)).toEqual(['op-1', 'op-2', 'op-2', 'op-3']);
    expect(tally(batch.lines).PASSED).toBe(23);
    expect(batch.problem).toBeNull();
  });
  it('keeps a refused person in place, with who could help, and goes on', async () => {
    const helper = { organization: organization('c', 'GRASSROOTS_COMMITTEE'), free: 3 };
    const refuseFirst = (input: Input): Answer => {
      const [first, ...others] = passAll(input).results;
      const error = {
        code: 'EXHAUSTED' as const,
        message: '该团支部的编号名额已全部分配完',
        details: { helpers: [helper] },
      };
      return {
        results: [{ registrationId: first!.registrationId, ok: false, error }, ...others],
        unfinished: [],
      };
    };
    const { environment } = server([refuseFirst, passAll]);
    const batch = createBatch(environment, people, 'PENDING_COMMITTEE', false);
    await batch.go();
    expect(batch.lines[0]).toMatchObject({ fate: 'REFUSED', helpers: [helper] });
    expect(tally(batch.lines)).toMatchObject({ PASSED: 22, REFUSED: 1 });
  });
  it('a group that is refused as a whole passed nobody; the others go on', async () => {
    const refuse = (): Answer => {
      throw new Refusal('FORBIDDEN', '不在你的管理范围内');
    };
    const { environment } = server([refuse, passAll]);
    const batch = createBatch(environment, people.slice(0, 12), 'PENDING_COMMITTEE', false);
    await batch.go();
    expect(tally(batch.lines)).toMatchObject({ PASSED: 2, REFUSED: 10 });
  });
  it('finishes what is under way when it is stopped, and can be taken up again', async () => {
    const { sent, environment } = server([passAll]);
    const batch = createBatch(environment, people, 'PENDING_COMMITTEE', false);
    const going = batch.go();
    batch.stop();
    await going;
    expect(tally(batch.lines)).toMatchObject({ PASSED: 10, WAITING: 13 });
    await batch.go();
    expect(sent).toHaveLength(3);
  });
});
