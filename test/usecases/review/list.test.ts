import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { InputOf, ReviewList } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, formFor, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const IDENTITY = 1;
const year = 2020;

describe('the list of those to review', () => {
  let test: TestCloud;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['general', '0604Z'],
      ['secretary', '0604Z2'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year,
      items: [{ orgId: '0604', count: 100 }],
    });
    await test.ok('staff', 'numbering.allocate', {
      orgId: '0604',
      year,
      items: [{ orgId: '0604Z', count: 10 }],
    });
    await test.ok('general', 'numbering.allocate', {
      orgId: '0604Z',
      year,
      items: [{ orgId: '0604Z2', count: 2 }],
    });
    for (const name of ['陈语桐', '欧阳若楠', '郑一诺']) {
      ids[name] = await applies(test, name, '0604Z2');
    }
    ids['黄语桐'] = await applies(test, '黄语桐', '0604D');
    ids['阿依古丽·买买提'] = await applies(test, '阿依古丽·买买提', '0604Z3', {
      joinMonth: '2019-05',
      typedNumber: '201935000777',
      idNumber: idNumber('20050101'),
    });
  });
  afterAll(() => test.close());

  const list = (openid: string, input: InputOf<'review.list'>): Promise<ReviewList> =>
    test.ok(openid, 'review.list', input);
  const names = ({ items }: ReviewList): string[] => items.map(({ name }) => name);

  it('finds people by any part of the name', async () => {
    const status = 'PENDING_BRANCH' as const;
    expect(names(await list('staff', { status, q: '语桐' }))).toEqual(['陈语桐', '黄语桐']);
    expect(names(await list('staff', { status, q: '楠' }))).toEqual(['欧阳若楠']);
    expect(names(await list('staff', { status, q: '古丽买买提' }))).toEqual(['阿依古丽·买买提']);
    expect(names(await list('staff', { status, q: '古丽·买' }))).toEqual(['阿依古丽·买买提']);
    expect(names(await list('staff', { status, q: '语楠' }))).toEqual([]);
    expect(names(await list('staff', { status, q: '·' }))).toEqual([]);
  });

  it('finds people by the last four digits of the phone', async () => {
    const stored = (await test.database.get('registrations', ids['郑一诺']!))!;
    const tail = stored.phoneMasked.slice(-4);
    const found = await list('staff', { status: 'PENDING_BRANCH', q: tail });
    expect(names(found)).toEqual(['郑一诺']);
    expect(found.items[0]!.phone).toBe(stored.phoneMasked);
  });

  it('a search stays below the organisation asked about', async () => {
    const status = 'PENDING_BRANCH' as const;
    expect(names(await list('secretary', { status, q: '语桐' }))).toEqual(['陈语桐']);
    expect(names(await list('staff', { status, q: '语桐', orgId: '0604D' }))).toEqual(['黄语桐']);
    expect(names(await list('staff', { status, q: '语桐', own: true }))).toEqual([
      '陈语桐',
      '黄语桐',
    ]);
    expect(names(await list('province', { status, q: '语桐', own: true }))).toEqual([]);
    await expect(list('secretary', { status, q: '语桐', orgId: '0604D' })).rejects.toThrow(
      'FORBIDDEN',
    );
  });

  it('what a committee approves itself, for itself and for whoever is above; three requests', async () => {
    const status = 'PENDING_BRANCH' as const;
    const { answer, requests } = await test.call('province', 'review.list', {
      status,
      orgId: '0604',
      own: true,
    });
    expect(requests - IDENTITY).toBeLessThanOrEqual(3);
    const own = names((answer as { data: ReviewList }).data);
    expect(own).toEqual(names(await list('staff', { status, own: true })));
    expect(own).toContain('陈语桐');
    expect(names(await list('province', { status, own: true }))).toEqual([]);
    // Below the own branch there is no committee; any other organisation has to be one.
    expect(names(await list('secretary', { status, own: true }))).toEqual(
      names(await list('secretary', { status })),
    );
    await expect(list('staff', { status, orgId: '0604Z2', own: true })).rejects.toThrow('INVALID');
    await expect(list('secretary', { status, orgId: '0604', own: true })).rejects.toThrow(
      'FORBIDDEN',
    );
  });

  it('pages through several states, the longest waiting first or the newest', async () => {
    await test.ok('secretary', 'review.pass', {
      registrationId: ids['陈语桐']!,
      status: 'PENDING_BRANCH',
    });
    const status: InputOf<'review.list'>['status'] = ['PENDING_BRANCH', 'PENDING_GENERAL'];
    const first = await list('staff', { status, limit: 3 });
    const second = await list('staff', { status, limit: 3, cursor: first.next! });
    const all = ['欧阳若楠', '郑一诺', '黄语桐', '阿依古丽·买买提', '陈语桐'];
    expect([...names(first), ...names(second)]).toEqual(all);
    expect(second.next).toBeNull();
    expect(names(await list('staff', { status, sort: 'NEWEST' }))).toEqual([...all].reverse());
    const found = await list('staff', { status, q: '语桐', limit: 1 });
    expect(names(found)).toEqual(['黄语桐']);
    const rest = await list('staff', { status, q: '语桐', limit: 1, cursor: found.next! });
    expect(names(rest)).toEqual(['陈语桐']);
  });

  it('R-29: tells whose turn is one’s own and where one would stand in', async () => {
    const { items } = await list('staff', { status: ['PENDING_BRANCH', 'PENDING_GENERAL'] });
    const turns = Object.fromEntries(
      items.map(({ name, mayReview, onBehalf }) => [name, [mayReview, onBehalf]]),
    );
    expect(turns).toEqual({
      陈语桐: [false, false],
      欧阳若楠: [false, false],
      郑一诺: [false, false],
      黄语桐: [true, true],
      '阿依古丽·买买提': [true, true],
    });
    const own = await list('general', { status: 'PENDING_GENERAL' });
    expect(own.items).toMatchObject([{ name: '陈语桐', mayReview: true, onBehalf: false }]);
    const detail = await test.ok('staff', 'review.get', { registrationId: ids['黄语桐']! });
    expect(detail).toMatchObject({ mayReview: true, onBehalf: true });
  });

  it('R-31: foresees in the order of submission whose numbers there are', async () => {
    const { items, pools } = await list('staff', {
      status: ['PENDING_BRANCH', 'PENDING_GENERAL'],
      pools: true,
    });
    // Two numbers at the branch for three people; the last of them to submit gets none.
    expect(pools).toEqual(
      expect.arrayContaining([
        { organization: expect.objectContaining({ id: '0604Z2' }), year, free: 2, wanted: 3 },
        { organization: expect.objectContaining({ id: '0604' }), year, free: 90, wanted: 1 },
      ]),
    );
    const findings = Object.fromEntries(
      items.map(({ name, attention, stops }) => [name, [attention, stops]]),
    );
    expect(findings).toEqual({
      陈语桐: [0, 0],
      欧阳若楠: [0, 0],
      郑一诺: [0, 1],
      黄语桐: [0, 0],
      '阿依古丽·买买提': [1, 0],
    });
    const plain = await list('staff', { status: 'PENDING_BRANCH' });
    expect(plain.pools).toBeUndefined();
    expect(plain.items.every(({ stops }) => stops === 0)).toBe(true);
  });

  it('narrows by the month of joining and by whether anything needs a look', async () => {
    const status: InputOf<'review.list'>['status'] = ['PENDING_BRANCH', 'PENDING_GENERAL'];
    const may = await list('staff', { status, joinMonth: '2020-05' });
    expect(names(may)).toEqual(['欧阳若楠', '郑一诺', '黄语桐', '陈语桐']);
    expect(names(await list('staff', { status, joinMonth: '2019-05', own: true }))).toEqual([
      '阿依古丽·买买提',
    ]);
    // A number of one's own has to be compared with the paper cover.
    expect(names(await list('staff', { status, needsLook: true }))).toEqual(['阿依古丽·买买提']);
    expect(names(await list('staff', { status, needsLook: false }))).toEqual(names(may));
    expect(names(await list('staff', { status, needsLook: false, q: '黄' }))).toEqual(['黄语桐']);
    // The figures beside the tabs stay those of the place.
    expect(may.counts).toEqual((await list('staff', { status })).counts);
    await expect(list('staff', { status, joinMonth: '2020-13' })).rejects.toThrow('INVALID');
  });

  it('takes three requests, filtered or not, and a fourth for the pools', async () => {
    const status = 'PENDING_BRANCH' as const;
    for (const filter of [{ q: '语桐' }, { joinMonth: '2020-05', needsLook: false }]) {
      const plain = await test.call('staff', 'review.list', { status, ...filter });
      expect(plain.requests - IDENTITY).toBe(3);
    }
    const pools = await test.call('staff', 'review.list', { status, pools: true });
    expect(pools.requests - IDENTITY).toBe(4);
  });

  it('R-70: a search goes along when a branch is moved', async () => {
    const status = 'PENDING_BRANCH' as const;
    expect(names(await list('general', { status, q: '黄语桐' }))).toEqual([]);
    const move = { orgId: '0604D', parentId: '0604Z', reason: '改隶' };
    await test.ok('staff', 'organization.move', move);
    expect(names(await list('general', { status, q: '黄语桐' }))).toEqual(['黄语桐']);
    expect(names(await list('staff', { status, q: '黄语桐', orgId: '0604D' }))).toHaveLength(1);
  });

  it('a search is served by an index among hundreds', async () => {
    const template = (await test.database.get('registrations', ids['黄语桐']!))!;
    for (let i = 0; i < 260; i++) {
      await test.database.add('registrations', {
        ...template,
        _id: `copy-${i}`,
        order: `${template.order}-${String(i).padStart(3, '0')}`,
      });
    }
    const status = ['PENDING_BRANCH' as const, 'PENDING_GENERAL' as const];
    const found = await list('staff', { status, q: '语桐', limit: 100 });
    expect(found.items).toHaveLength(100);
    expect(names(await list('province', { status, q: '阿依古丽·买买提' }))).toHaveLength(1);
  });

  it('the filters are served by an index among hundreds', async () => {
    const status = ['PENDING_BRANCH' as const, 'PENDING_GENERAL' as const];
    const joinMonth = '2019-05';
    const late = { ...formFor('晚交', '0604Z3'), joinMonth, typedNumber: '201935000778' };
    await addPerson(test, '晚交');
    await test.ok('晚交', 'registration.submit', { ...late, idNumber: idNumber('20050102') });
    for (const own of [undefined, true]) {
      for (const filter of [{ joinMonth }, { needsLook: true }, { joinMonth, needsLook: true }]) {
        const found = await list('staff', { status, own, ...filter });
        expect(names(found)).toEqual(['阿依古丽·买买提', '晚交']);
      }
    }
    expect(names(await list('staff', { status, q: '晚交', joinMonth }))).toEqual(['晚交']);
  });

  it('what was corrected and sent again is found by the new name', async () => {
    const registrationId = ids['欧阳若楠']!;
    await test.ok('secretary', 'review.return', {
      registrationId,
      status: 'PENDING_BRANCH',
      reason: '姓名不对',
      fields: ['name', 'idType'],
      notes: { name: '与身份证不一致' },
    });
    const { registration } = await test.ok('欧阳若楠', 'registration.mine', {});
    expect(registration!.returned).toMatchObject({
      fields: ['name', 'idType'],
      notes: { name: '与身份证不一致' },
    });
    await test.ok('欧阳若楠', 'registration.resubmit', {
      ...formFor('欧阳若男', '0604Z2', { idNumber: registration!.form.idNumber }),
      registrationId,
      version: registration!.version,
    });
    const status = 'PENDING_BRANCH' as const;
    expect(names(await list('secretary', { status, q: '若男' }))).toEqual(['欧阳若男']);
    expect(names(await list('secretary', { status, q: '若楠' }))).toEqual([]);
  });

  it('what was sent again is looked at anew before a review', async () => {
    const registrationId = ids['欧阳若楠']!;
    await test.ok('secretary', 'review.return', {
      registrationId,
      status: 'PENDING_BRANCH',
      reason: '编号不对',
      fields: ['typedNumber'],
    });
    const { registration } = await test.ok('欧阳若楠', 'registration.mine', {});
    await test.ok('欧阳若楠', 'registration.resubmit', {
      ...formFor('欧阳若男', '0604Z2', { typedNumber: '202000099999' }),
      idNumber: registration!.form.idNumber,
      registrationId,
      version: registration!.version,
    });
    // The number that was typed will be replaced.
    const found = await list('secretary', { status: 'PENDING_BRANCH', needsLook: true });
    expect(found.items).toMatchObject([{ name: '欧阳若男', attention: 1 }]);
  });
});
