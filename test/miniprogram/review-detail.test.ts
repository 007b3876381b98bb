/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { inputsOf, listing } from './support/office';
import { detail, reviewItem } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { openDetail, passed } from './support/review-detail';
import { seenAgain, withStorageOf } from './support/simulate';

describe('review detail', () => {
  it('shows what needs a look before what is well', async () => {
    const page = await openDetail({});
    expect(page.text()).toContain('1 项通过，1 项不符');
    expect(page.text().indexOf('编号已用完')).toBeLessThan(page.text().indexOf('证件号校验通过'));
    expect(page.text()).toContain('350199********0034');
  });

  it('shows a masked value in full after saying that it is recorded, and only that one', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.reveal'] = () => ok({ value: '350199200605040034' });
    });
    expect(page.labels()).toEqual(expect.arrayContaining(['查看完整证件号码', '查看完整手机号']));
    await page.run('onReveal', { detail: 'idNumber' });
    expect(page.phone.log).toContain('ask 查看完整证件号码？');
    expect(inputsOf(page.phone, 'review.reveal')).toEqual([
      { registrationId: 'r1', field: 'idNumber' },
    ]);
    expect(page.text()).toContain('350199200605040034');
    expect(page.labels()).not.toContain('查看完整证件号码');
    expect(page.labels()).toContain('查看完整手机号');
    await page.run('load');
    expect(page.text()).not.toContain('350199200605040034');
  });

  it('shows what was filled in of the rest: contact data masked, the post of a cadre in a line', async () => {
    const { form } = detail();
    const page = await openDetail(
      {
        form: {
          ...form,
          workUnit: '福州大学',
          email: 'w****@example.com',
          isCadre: true,
          cadrePost: '班级团支部书记',
          cadreNature: '兼职',
        },
      },
      (phone) => {
        phone.answers['review.reveal'] = () => ok({ value: 'wu.zimo@example.com' });
      },
    );
    expect(page.text()).toContain('福州大学');
    expect(page.text()).not.toContain('户籍所在地');
    expect(page.labels()).toContain('团干部：班级团支部书记 · 兼职');
    await page.run('onReveal', { detail: 'email' });
    expect(page.phone.log).toContain('ask 查看完整邮箱？');
    expect(page.text()).toContain('wu.zimo@example.com');
    await page.run('onReturn');
    const marks = page.labels().filter((label) => label.startsWith('要改：'));
    expect(marks).toEqual(
      expect.arrayContaining(['要改：民族', '要改：邮箱', '要改：团内职务', '要改：团员编号']),
    );
    expect(marks).not.toContain('要改：学历');
    expect(marks).not.toContain('要改：出生日期');
  });

  it('builds a sheet when it is first opened: entering the page costs less', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () => passed;
    });
    const built = (): string[] =>
      ['return-sheet', 'result-dialog', 'refused-sheet'].filter((tag) =>
        page.view.dom.innerHTML.includes(`<${tag}`),
      );
    expect(built()).toEqual([]);
    await page.run('onReturn');
    await page.run('onCloseReturn');
    expect(built()).toEqual(['return-sheet']);
    await page.run('onPass');
    expect(built()).toEqual(['return-sheet', 'result-dialog']);
  });

  it('asks for nothing in full when the reader says no, and says what was refused', async () => {
    const text = '查看完整个人信息的次数已达上限，请稍后再试；需要整批信息时请用导出功能。';
    const page = await openDetail({}, (phone) => {
      phone.answers['review.reveal'] = () => refuse('RATE_LIMITED', text);
    });
    page.phone.says = 'no';
    await page.run('onReveal', { detail: 'phone' });
    expect(inputsOf(page.phone, 'review.reveal')).toEqual([]);
    page.phone.says = 'yes';
    await page.run('onReveal', { detail: 'phone' });
    expect(page.text()).toContain(text);
    expect(page.labels()).toContain('查看完整手机号');
  });

  it('offers full values only to those whose turn it is', async () => {
    const page = await openDetail({
      may: { pass: false, return: false, why: '', onBehalfOf: null },
    });
    expect(page.labels()).not.toContain('查看完整证件号码');
  });

  it('returns with reason and marked fields', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.return'] = () => ok({ registrationId: 'r1', status: 'RETURNED' });
    });
    await page.run('onReturn');
    const sent = { reason: '请核对入团年月。', fields: ['joinMonth'] };
    await page.run('onSendReturn', { detail: sent });
    expect(inputsOf(page.phone, 'review.return')).toEqual([
      { registrationId: 'r1', status: 'PENDING_COMMITTEE', ...sent },
    ]);
    expect(page.phone.log).toEqual(['toast 已退回，本人会看到原因', 'navigateBack']);
  });

  it('leaving keeps reason, marks and notes of a return, about this version, until it is sent', async () => {
    const page = await openDetail({});
    const draft = { reason: '请核对', fields: ['joinMonth'], notes: { joinMonth: '应为5月' } };
    await page.run('onReturnDraft', { detail: draft });
    const left = (prepare: (phone: FakePhone) => void = () => undefined) =>
      withStorageOf(page, prepare);
    const changed = await openDetail({ version: 99 }, left());
    expect(changed.view.data.returnDraft).toBeNull();
    const again = await openDetail(
      {},
      left((phone) => {
        phone.answers['review.return'] = () => ok({ registrationId: 'r1', status: 'RETURNED' });
      }),
    );
    expect(again.view.data.returnDraft).toEqual(draft);
    await again.run('onSendReturn', { detail: draft });
    expect(again.phone.storage.has('draft.return')).toBe(false);
  });

  it('a return without an answer is asked for by itself, and nothing else can be decided', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.return'] = () => null;
    });
    await page.run('onSendReturn', { detail: { reason: '请核对。', fields: ['joinMonth'] } });
    expect(page.view.data.unknown).toBe('return');
    page.phone.answers['review.return'] = () => ok({ registrationId: 'r1', status: 'RETURNED' });
    await seenAgain(page);
    const sent = page.phone.calls.filter(({ action }) => action === 'review.return');
    expect(new Set(sent.map(({ opId }) => opId)).size).toBe(1);
    expect(page.phone.log).toEqual(['toast 已退回，本人会看到原因', 'navigateBack']);
  });

  it('says who was faster, and shows how it stands now', async () => {
    const text = '这份报到黄同学已经处理，现在是“已退回”，请刷新列表。';
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () => refuse('CONFLICT', text);
    });
    await page.run('onPass');
    expect(page.text()).toContain('这份报到黄同学已经处理，现在是“已退回”。');
    expect(inputsOf(page.phone, 'review.get')).toHaveLength(2);
  });

  it('offers nothing to those whose turn it is not, and says why', async () => {
    const why = '现在是“待团总支审核”，还没有轮到你审核。';
    const page = await openDetail({ may: { pass: false, return: false, why, onBehalfOf: null } });
    expect(page.text()).toContain(why);
    expect(page.labels()).not.toContain('通过');
  });

  it('shows what was changed since it was returned, before everything else', async () => {
    const page = await openDetail({
      changes: [
        { field: 'joinMonth', before: '2020-04', after: '2020-05' },
        { field: 'branchId', before: '0604团支部（3）', after: '0604团支部（2）1' },
        { field: 'idNumber', before: '350199********0034', after: '350199********0034' },
        { field: 'birthDate', before: '2006-05-04', after: '2006-05-05' },
        { field: 'ethnicity', before: null, after: '汉族' },
        { field: 'idType', before: 'OVERSEAS', after: 'RESIDENT' },
        { field: 'isCadre', before: 'false', after: 'true' },
        { field: 'cadreSince', before: null, after: '2025-09' },
      ],
    });
    expect(page.text()).toContain('本人这次改了 7 处');
    expect(page.labels()).toEqual(
      expect.arrayContaining([
        '入团年月，原来是2020年4月，现在是2020年5月',
        '所在团支部，原来是0604团支部（3），现在是0604团支部（2）1',
        '证件号码，原来是350199********0034，现在是350199********0034（中间几位有改动）',
        '民族，原来是未填，现在是汉族',
        '证件类型，原来是其他证件，现在是居民身份证',
        '团干部，原来是未担任，现在是担任',
        '任职年月，原来是未填，现在是2025年9月',
      ]),
    );
    expect(page.text().indexOf('本人这次改了')).toBeLessThan(page.text().indexOf('预检'));
  });

  it('goes on to the next one waiting, in the same page', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () => passed;
      phone.answers['review.get'] = ({ input }) => {
        const { registrationId: id } = input as { registrationId: string };
        return ok(detail({ id, name: id === 'r1' ? '吴子墨' : '陈甲' }));
      };
      phone.answers['review.list'] = () =>
        listing([reviewItem(), reviewItem({ id: 'r2', name: '陈甲' })]);
    });
    await page.run('onPass');
    expect(page.labels()).toContain('下一位，陈甲');
    await page.run('onNext');
    expect(inputsOf(page.phone, 'review.get')).toEqual([
      { registrationId: 'r1' },
      { registrationId: 'r2' },
    ]);
    expect(page.text()).toContain('陈甲');
    await page.run('onPass');
    expect(inputsOf(page.phone, 'review.pass')).toMatchObject([
      { registrationId: 'r1' },
      { registrationId: 'r2' },
    ]);
  });
});
