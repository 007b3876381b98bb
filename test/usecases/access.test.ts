import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { daysLater, today } from '../../cloudfunctions/core/domain/dates';
import { ACCESS, postKind } from '../../cloudfunctions/core/usecases/access';
import type { ActionName, InputOf, OrganizationType } from '../../typings/api';
import { startTestCloud, type TestCloud } from '../support/phones';
import { sampleInputs, type SampleSubjects } from '../support/samples';
import { everythingStored } from '../support/snapshot';
import { addPerson, applies, plantTree, TREE_0604, type TreeRow } from '../support/tree';

/** A second subtree beside 0604团委, with every kind of organisation. */
const BESIDE: readonly TreeRow[] = [
  ['C', '市团委', 'CITY', 'P'],
  ['0606', '0606团委', 'GRASSROOTS_COMMITTEE', 'C'],
  ['0606Z', '0606团总支', 'GENERAL_BRANCH', '0606'],
  ['0606Z1', '0606团支部', 'BRANCH', '0606Z'],
];

/** Somebody in every kind of post, beside the subtree that the samples work on. */
const BESIDE_POSTS: ReadonlyArray<readonly [name: string, org: string, type: OrganizationType]> = [
  ['beside-branch', '0606Z1', 'BRANCH'],
  ['beside-general', '0606Z', 'GENERAL_BRANCH'],
  ['beside-committee', '0606', 'GRASSROOTS_COMMITTEE'],
  ['beside-leading', 'C', 'CITY'],
];

/** Somebody in every kind of post that reaches the subtree. */
const WITHIN: ReadonlyArray<readonly [name: string, org: string, type: OrganizationType]> = [
  ['branch', '0604Z2', 'BRANCH'],
  ['general', '0604Z', 'GENERAL_BRANCH'],
  ['committee', '0604', 'GRASSROOTS_COMMITTEE'],
  ['province', 'P', 'PROVINCE'],
];

const actions = Object.keys(ACCESS) as ActionName[];
const postActions = actions.filter((action) => ACCESS[action].who === 'POST');

describe('who may do what', () => {
  let test: TestCloud;
  let subjects: SampleSubjects;
  let inputs: ReturnType<typeof sampleInputs>;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, [...TREE_0604, ...BESIDE]);
    for (const [name, org] of [...WITHIN, ...BESIDE_POSTS]) await addPerson(test, name, org);
    await addPerson(test, 'nobody');
    await addPerson(test, 'sleeper', '0604');
    const day = today(Date.now());
    await servedFrom('sleeper', daysLater(day, -200), daysLater(day, 100));
    await addPerson(test, 'former', '0604');
    await servedFrom('former', '2019-01-01', '2019-12-31');
    await test.ok('province', 'numbering.defineRange', {
      year: 2020,
      start: '202000012000',
      end: '202000012999',
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year: 2020,
      items: [{ orgId: '0604', count: 200 }],
    });
    await test.ok('committee', 'numbering.allocate', {
      orgId: '0604',
      year: 2020,
      items: [{ orgId: '0604Z', count: 20 }],
    });
    const passed = async (name: string, last: boolean) => {
      const registrationId = await applies(test, name, '0604Z2');
      await test.ok('branch', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
      await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
      if (last)
        await test.ok('committee', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
      return registrationId;
    };
    const { importId } = await test.ok('province', 'organization.importStart', {
      rootId: 'P',
      fileName: '组织.csv',
      total: 1,
    });
    subjects = {
      registrationId: await passed('林乙', false),
      memberId: await passed('陈甲', true),
      correctionId: await filed(),
      importId,
      postId: 'post-branch-0604Z2',
      entryId: (await test.ok('committee', 'numbering.journal', { orgId: '0604' })).items[0]!.id,
      requestId: await asked(),
    };
    inputs = sampleInputs(subjects);
  });
  afterAll(() => test.close());

  async function filed(): Promise<string> {
    const number = '202000012020';
    const correction = { number, kind: 'WRONG_PERSON' as const, reason: '编号给错了人' };
    const { correctionId } = await test.ok('committee', 'numbering.fileCorrection', correction);
    return correctionId;
  }

  async function asked(): Promise<string> {
    const request = { orgId: '0604Z', year: 2020, count: 1, reason: '不够' };
    return (await test.ok('general', 'numbering.requestMore', request)).id;
  }

  /** Gives somebody's posts these days in office, who has not been here since the first. */
  async function servedFrom(name: string, from: string, to: string): Promise<void> {
    const account = (await test.database.get('accounts', `account-${name}`))!;
    await test.database.update('accounts', account._id, {
      lastSignInAt: Date.parse(`${from}T04:00:00Z`),
      posts: account.posts.map((post) => ({ ...post, from, to })),
    });
  }

  const refusal = async <A extends ActionName>(openid: string, action: A, input?: unknown) => {
    const before = await everythingStored(test);
    const { code, message } = await test.refused(
      openid,
      action,
      (input ?? inputs[action]) as InputOf<A>,
    );
    expect(await everythingStored(test)).toBe(before);
    expect(message).toMatch(/[\u4e00-\u9fff]/);
    return code;
  };

  it('every action of the table has a use case', async () => {
    for (const action of actions) {
      const { answer } = await test.call('nobody', action, { unexpected: 1 } as never);
      expect(JSON.stringify(answer)).not.toContain('没有这个功能');
    }
  });

  it.each(actions.filter((action) => ACCESS[action].who !== 'ANYONE'))(
    '%s needs somebody signed in',
    async (action) => {
      expect(await refusal('a stranger', action)).toBe('UNAUTHENTICATED');
    },
  );

  it.each(postActions)('%s needs a post in office', async (action) => {
    for (const openid of ['nobody', 'former', 'sleeper']) {
      expect([openid, await refusal(openid, action)]).toEqual([openid, 'FORBIDDEN']);
    }
  });

  it.each(postActions)('%s is refused to posts of other kinds', async (action) => {
    const access = ACCESS[action];
    if (access.who !== 'POST') throw new Error('unreachable');
    for (const [openid, , type] of [...WITHIN, ...BESIDE_POSTS]) {
      if (access.posts.includes(postKind(type))) continue;
      expect([openid, await refusal(openid, action)]).toEqual([openid, 'FORBIDDEN']);
    }
  });

  it.each(postActions)('%s is refused from beside the scope', async (action) => {
    const access = ACCESS[action];
    if (access.who !== 'POST') throw new Error('unreachable');
    for (const [openid, , type] of BESIDE_POSTS) {
      if (!access.posts.includes(postKind(type))) continue;
      // Somebody else's import is not even said to exist.
      const expected = 'importId' in inputs[action] ? 'NOT_FOUND' : 'FORBIDDEN';
      expect([openid, await refusal(openid, action)]).toEqual([openid, expected]);
    }
  });

  it('a post of somebody else, or one that ended, cannot be named', async () => {
    const { answer } = await test.call(
      'nobody',
      'numbering.overview',
      inputs['numbering.overview'],
      {
        post: 'post-committee-0604',
      },
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });

  it('who holds several posts has to say which one acts', async () => {
    await addPerson(test, 'both', '0604', '0606');
    const input = inputs['numbering.overview'];
    expect(await refusal('both', 'numbering.overview')).toBe('INVALID');
    const other = await test.call('both', 'numbering.overview', input, { post: 'post-both-0606' });
    expect(other.answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    const own = await test.call('both', 'numbering.overview', input, { post: 'post-both-0604' });
    expect(own.answer).toMatchObject({ ok: true });
  });

  it('nobody reviews the own registration, not even on behalf', async () => {
    await addPerson(test, 'self', '0604D');
    const own = await test.ok('self', 'registration.submit', {
      ...inputs['registration.submit'],
      branchId: '0604D',
      idNumber: '350199200603010018',
    });
    const review = { registrationId: own.id, status: 'PENDING_BRANCH' as const };
    expect(await refusal('self', 'review.pass', review)).toBe('FORBIDDEN');
    // The only secretary is the applicant: the committee stands in.
    const onBehalf = await test.ok('committee', 'review.pass', review);
    expect(onBehalf.status).toBe('PENDING_COMMITTEE');
    const { steps } = await test.ok('committee', 'review.get', { registrationId: own.id });
    expect(steps.at(-1)).toMatchObject({
      organization: { id: '0604' },
      onBehalfOf: { id: '0604D' },
    });
  });

  it('R-29: while a branch has a secretary in office nobody above reviews in its place', async () => {
    const registrationId = await applies(test, '黄丙', '0604Z2');
    for (const openid of ['general', 'committee', 'province']) {
      expect(
        await refusal(openid, 'review.pass', { registrationId, status: 'PENDING_BRANCH' }),
      ).toBe('FORBIDDEN');
    }
    const elsewhere = await applies(test, '张丁', '0604Z3');
    const passed = await test.ok('general', 'review.pass', {
      registrationId: elsewhere,
      status: 'PENDING_BRANCH',
    });
    expect(passed.status).toBe('PENDING_GENERAL');
  });

  it("a committee's own turn leaves out what a committee below approves", async () => {
    const status = 'PENDING_COMMITTEE' as const;
    const count = async (openid: string, own: boolean) => {
      const list = await test.ok(openid, 'review.list', { status, own });
      expect(list.items).toHaveLength(list.counts[status]);
      return list.items.length;
    };
    const waiting = await count('committee', true);
    expect(waiting).toBeGreaterThan(0);
    expect(await count('committee', false)).toBe(waiting);
    expect(await count('province', false)).toBe(waiting);
    expect(await count('province', true)).toBe(0);
  });

  it('an applicant reaches only the own registration', async () => {
    const { registrationId } = subjects;
    expect(await refusal('陈甲', 'registration.withdraw', { registrationId })).toBe('NOT_FOUND');
    expect(
      await refusal('陈甲', 'registration.resubmit', {
        ...inputs['registration.resubmit'],
        registrationId,
      }),
    ).toBe('NOT_FOUND');
  });
});
