/// <reference types="miniprogram-api-typings" />
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { checkMeeting } from '../../miniprogram/services/meeting';
import type * as Service from '../../miniprogram/services/pass-many';
import type { Candidate, LineChange, PassMany } from '../../miniprogram/services/pass-many';
import type { Answer, Call, PassManyInput, PassResult } from '../../typings/api';
import type { FakePhone } from './support/phone';
import { fakePhone, ok, refuse } from './support/phone';

const NOW = Date.UTC(2026, 4, 20, 4);

const people = (count: number, status: Candidate['status'] = 'PENDING_BRANCH'): Candidate[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `r${at}`,
    name: `甲${at}`,
    status,
    // The list shows whoever has been at the stage longest first: not the order of submission.
    submittedAt: NOW - at,
  }));
const idsOf = ({ input }: Call): string[] => (input as PassManyInput).registrationIds;
const passed = (registrationId: string): PassResult => ({
  registrationId,
  ok: true,
  data: {
    registrationId,
    status: 'PENDING_GENERAL',
    message: '已通过，现在是“待团总支审核”。',
    memberNumber: null,
    numberSource: null,
    remaining: null,
  },
});
const allPassed = (call: Call): Answer<unknown> =>
  ok({ results: idsOf(call).map(passed), unfinished: [] });

describe('passing many people', () => {
  let phone: FakePhone;
  let changes: LineChange[];

  beforeEach(() => {
    phone = fakePhone();
    changes = [];
    Object.assign(globalThis, { wx: phone.wx });
    jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms: number) => {
      if (ms < 9_000) setImmediate(work);
    }) as typeof setTimeout);
  });

  async function batchOf(of: Candidate[], forAll: Service.ForAll): Promise<PassMany> {
    jest.resetModules();
    const { createPassMany } = await import('../../miniprogram/services/pass-many');
    return createPassMany(of, forAll, 'p1');
  }
  /** What a new start of the app finds. */
  async function keptBatch(): Promise<PassMany | null> {
    jest.resetModules();
    const { keptPassMany } = await import('../../miniprogram/services/pass-many');
    return keptPassMany('p1');
  }
  const run = (batch: PassMany, goesOn = () => true) =>
    batch.run((some) => changes.push(...some), goesOn);
  const fates = (batch: PassMany): string[] => batch.lines().map(({ fate }) => fate);
  const calls = (): Call[] => phone.calls.filter(({ action }) => action === 'review.passMany');

  it('R-39: goes in the order of submission, ten in a call, each call under an opId of its own', async () => {
    phone.answers['review.passMany'] = allPassed;
    const batch = await batchOf(people(25), {});
    await run(batch);
    expect(calls().map((call) => idsOf(call).length)).toEqual([10, 10, 5]);
    expect(idsOf(calls()[0]!)[0]).toBe('r24');
    expect(new Set(calls().map(({ opId }) => opId)).size).toBe(3);
    expect(new Set(fates(batch))).toEqual(new Set(['PASSED']));
    expect(changes.map(({ line }) => line.fate)).toContain('RUNNING');
  });

  it('a restart finds the group without an answer, and asks for it under the same opId and input', async () => {
    phone.answers['review.passMany'] = (call) =>
      idsOf(call).indexOf('r0') >= 0 ? null : allPassed(call);
    const meeting = { date: '2026-05-18', present: 20, votes: 20 };
    await run(await batchOf(people(25), { meeting }));
    phone.answers['review.passMany'] = allPassed;
    const lost = calls().pop()!;
    const kept = (await keptBatch())!;
    expect(kept.lines().map(({ id }) => id)).toEqual(idsOf(lost));
    await run(kept);
    expect(calls().pop()).toMatchObject({ opId: lost.opId, input: lost.input });
    expect(new Set(fates(kept))).toEqual(new Set(['PASSED']));
    expect(await keptBatch()).toBeNull();
  });

  it('nothing is kept of a batch that was answered, refused, or never sent', async () => {
    phone.answers['review.passMany'] = () => refuse('FORBIDDEN', '不能审核。');
    await run(await batchOf(people(3), {}));
    expect(await keptBatch()).toBeNull();
    await run(await batchOf(people(3), {}), () => false);
    expect(await keptBatch()).toBeNull();
  });

  it('asks again for those not reached in time, with the same opId and input', async () => {
    let first = true;
    phone.answers['review.passMany'] = (call) => {
      if (!first) return allPassed(call);
      first = false;
      const [done, ...unfinished] = idsOf(call);
      return ok({ results: [passed(done!)], unfinished });
    };
    const batch = await batchOf(people(3), {});
    await run(batch);
    const [a, b] = calls();
    expect(b!.opId).toBe(a!.opId);
    expect(b!.input).toEqual(a!.input);
    expect(fates(batch)).toEqual(['PASSED', 'PASSED', 'PASSED']);
  });

  it('an answer that was lost stops it; checked again under the same opId it tells the truth', async () => {
    phone.answers['review.passMany'] = () => null;
    const batch = await batchOf(people(12), {});
    await run(batch);
    expect(fates(batch)).toEqual([
      ...Array.from({ length: 10 }, () => 'UNKNOWN'),
      'WAITING',
      'WAITING',
    ]);
    phone.answers['review.passMany'] = allPassed;
    await run(batch);
    expect(new Set(fates(batch))).toEqual(new Set(['PASSED']));
    const ofFirst = calls().filter((call) => idsOf(call).length === 10);
    expect(ofFirst.length).toBeGreaterThan(3);
    expect(new Set(ofFirst.map(({ opId }) => opId)).size).toBe(1);
  });

  it('gives each person a result: passed, decided by somebody else, refused with who can help', async () => {
    const organization = { id: 'g1', name: '0604团总支', type: 'GENERAL_BRANCH' as const };
    phone.answers['review.passMany'] = () =>
      ok({
        results: [
          {
            registrationId: 'r0',
            ok: false,
            error: {
              code: 'EXHAUSTED',
              message: '该团支部的编号名额已全部分配完，无法审核通过。',
              details: { helpers: [{ organization, free: 38 }] },
            },
          },
          {
            registrationId: 'r1',
            ok: false,
            error: {
              code: 'CONFLICT',
              message: '这份报到黄同学已经处理，现在是“已退回”，请刷新列表。',
            },
          },
          passed('r2'),
        ],
        unfinished: [],
      });
    const batch = await batchOf(people(3, 'PENDING_COMMITTEE'), { coverChecked: true });
    await run(batch);
    expect(fates(batch)).toEqual(['PASSED', 'OVERTAKEN', 'REFUSED']);
    expect(batch.lines()[2]?.text).toContain('0604团总支还有 38 个可以分配');
    expect(calls()[0]!.input).toMatchObject({ coverChecked: true });
  });

  it('a call refused as a whole refuses its people and goes on with the others', async () => {
    phone.answers['review.passMany'] = (call) =>
      idsOf(call).length === 10 ? refuse('FORBIDDEN', '不在你的管理范围。') : allPassed(call);
    const batch = await batchOf(people(11), {});
    await run(batch);
    expect(fates(batch).filter((fate) => fate === 'REFUSED')).toHaveLength(10);
    expect(fates(batch)[10]).toBe('PASSED');
  });

  it('sends nothing more once its reader has left', async () => {
    phone.answers['review.passMany'] = allPassed;
    const batch = await batchOf(people(15), {});
    await run(batch, () => calls().length === 0);
    expect(calls()).toHaveLength(1);
    expect(fates(batch).filter((fate) => fate === 'WAITING')).toHaveLength(5);
  });

  it('tells of the meeting once for all at the branch, and not to the stages above', async () => {
    phone.answers['review.passMany'] = allPassed;
    const meeting = { date: '2026-05-18', present: 23, votes: 22 };
    const other = { ...people(1, 'PENDING_GENERAL')[0]!, id: 'other' };
    await run(await batchOf([...people(2), other], { meeting }));
    expect(calls().map(({ input }) => (input as PassManyInput).meeting)).toEqual([
      meeting,
      undefined,
    ]);
  });
});

describe('a meeting of the branch', () => {
  const draft = { date: '2026-05-18', present: '23', votes: '22' };

  it('may be left out', () => {
    expect(checkMeeting({ date: '', present: '', votes: '' }, NOW)).toEqual({
      ok: true,
      meeting: null,
    });
  });

  it('is given whole: date, people present, votes', () => {
    expect(checkMeeting(draft, NOW)).toEqual({
      ok: true,
      meeting: { date: '2026-05-18', present: 23, votes: 22 },
    });
    expect(checkMeeting({ ...draft, present: '' }, NOW)).toMatchObject({
      problems: { present: '请填写实到人数。' },
    });
  });

  it('was not later than today nor before the month of joining, with no more votes than people', () => {
    const problems = (changes: Partial<typeof draft>, earliest?: string) => {
      const check = checkMeeting({ ...draft, ...changes }, NOW, earliest);
      return check.ok ? [] : Object.keys(check.problems);
    };
    expect(problems({ date: '2026-05-21' })).toEqual(['date']);
    expect(problems({ date: '2026-05-20' })).toEqual([]);
    expect(problems({}, '2026-06')).toEqual(['date']);
    expect(problems({}, '2026-05')).toEqual([]);
    expect(problems({ votes: '24' })).toEqual(['votes']);
    expect(problems({ votes: 'x' })).toEqual(['votes']);
    expect(problems({ present: '0', votes: '0' })).toEqual(['present']);
  });
});
