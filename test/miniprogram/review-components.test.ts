/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { PassLine } from '../../miniprogram/services/pass-many';
import { heard, settle, show } from './support/simulate';

describe('meeting-form', () => {
  const value = { date: '2026-05-18', present: '23', votes: '22' };

  it('tells the whole draft at every change, and can be emptied', async () => {
    const form = await show('components/meeting-form/index', { value });
    const changes = heard(form, 'change');
    expect(form.text()).toContain('2026年5月18日');
    await form.run('onCount', { dataset: { field: 'votes' }, detail: { value: '23' } });
    await form.run('onDate', { detail: { value: '2026-05-19' } });
    await form.run('onClear');
    expect(changes).toEqual([
      { ...value, votes: '23' },
      { ...value, date: '2026-05-19' },
      { date: '', present: '', votes: '' },
    ]);
  });

  it('says below each field what is wrong with it', async () => {
    const problems = { votes: '赞成票不能多于实到人数。' };
    const form = await show('components/meeting-form/index', { value, problems });
    expect(form.text()).toContain('赞成票不能多于实到人数。');
    expect(form.labels()).toContain('支部大会日期，2026年5月18日，点按选择');
  });
});

describe('pass-results', () => {
  const line = (at: number, changes: Partial<PassLine>): PassLine => ({
    id: `r${at}`,
    name: `甲${at}`,
    fate: 'PASSED',
    text: '已通过',
    number: '',
    ...changes,
  });
  const open = (lines: PassLine[], running = false) =>
    show('components/pass-results/index', { lines, running });

  it('counts while it goes on, and offers nothing to tap', async () => {
    const results = await open([line(0, {}), line(1, { fate: 'RUNNING', text: '' })], true);
    expect(results.text()).toContain('正在审核，已完成 1/2');
    expect(results.labels()).toContain('甲1，正在审核');
    expect(results.labels()).not.toContain('完成');
  });

  it('says in one line what came of all', async () => {
    const results = await open([
      line(0, {}),
      line(1, { fate: 'REFUSED', text: '编号已用完' }),
      line(2, { fate: 'OVERTAKEN', text: '黄同学已经处理' }),
    ]);
    expect(results.text()).toContain('1 人已通过，1 人没有通过，1 人别人已处理');
    await results.run('onFilter');
    expect(results.text()).toContain('编号已用完');
    expect(results.text()).not.toContain('黄同学已经处理');
    expect(results.labels()).toContain('完成');
  });

  it('leads on when something is not known or not sent', async () => {
    const unknown = await open([line(0, { fate: 'UNKNOWN', text: '没有收到答复' })]);
    expect(unknown.text()).toContain('不会重复通过');
    const again = heard(unknown, 'again');
    await unknown.run('onAgain');
    expect(again).toHaveLength(1);
    expect(unknown.labels()).toContain('再次核对');
    const waiting = await open([line(0, {}), line(1, { fate: 'WAITING', text: '' })]);
    expect(waiting.labels()).toContain('继续');
  });

  it('lets a new number be copied, and reminds of the covers', async () => {
    const results = await open([line(0, { number: '202000012020' })]);
    expect(results.text()).toContain('《入团志愿书》封面');
    await results.run('onCopy', { dataset: { number: '202000012020' } });
    expect(results.phone.log).toContain('copy 202000012020');
    expect(results.text()).toContain('已复制');
  });
});

describe('pass-sheet', () => {
  const plan = {
    count: 3,
    followUp: '通过后自动送上一级审核。',
    notes: [{ key: 'look', level: 'warn', text: '郑一诺 有需要留意的地方，请确认已经看过。' }],
    covers: '',
    asksMeeting: true,
    earliest: '2020-05',
  };
  const open = (changes: Partial<typeof plan> = {}) =>
    show('review/components/pass-sheet/index', { show: true, plan: { ...plan, ...changes } });

  it('needs one tap more, and no meeting', async () => {
    const sheet = await open();
    expect(sheet.text()).toContain('郑一诺 有需要留意的地方');
    const confirmed = heard(sheet, 'confirm');
    await sheet.run('onConfirm');
    expect(confirmed).toEqual([{ meeting: null, coverChecked: false }]);
  });

  it('sends a meeting once for all, and shows what is wrong with it first', async () => {
    const sheet = await open();
    const confirmed = heard(sheet, 'confirm');
    const meeting = { date: '2026-05-18', present: '20', votes: '21' };
    await sheet.run('onMeeting', { detail: meeting });
    await sheet.run('onConfirm');
    expect(sheet.text()).toContain('赞成票不能多于实到人数。');
    await sheet.run('onMeeting', { detail: { ...meeting, votes: '20' } });
    await sheet.run('onConfirm');
    const sent = { date: '2026-05-18', present: 20, votes: 20 };
    expect(confirmed).toEqual([{ meeting: sent, coverChecked: false }]);
  });

  it('R-37: names those whose cover has to be looked at, and waits for the tick', async () => {
    const sheet = await open({ covers: '钱辛', asksMeeting: false });
    const confirmed = heard(sheet, 'confirm');
    await sheet.run('onConfirm');
    expect(sheet.text()).toContain('请先核对这些人《入团志愿书》封面上的编号');
    await sheet.run('onCover');
    await sheet.run('onConfirm');
    expect(confirmed).toEqual([{ meeting: null, coverChecked: true }]);
  });
});

describe('return-sheet', () => {
  const fields = ['name', 'joinMonth', 'email'];
  const open = () => show('review/components/return-sheet/index', { show: true, fields });

  it('offers to mark what the person filled in', async () => {
    const offered = (await open()).labels().filter((label) => label.startsWith('要改：'));
    expect(offered).toEqual(['要改：姓名', '要改：入团年月', '要改：邮箱']);
  });

  it('keeps the marks when the person is read anew', async () => {
    const sheet = await open();
    const sent = heard(sheet, 'send');
    await sheet.run('onMark', { dataset: { at: 2 } });
    sheet.view.setData({ fields: fields.slice() });
    await sheet.run('onReason', { dataset: { at: 1 } });
    await sheet.run('onSend');
    expect(sent).toMatchObject([{ fields: ['name', 'email'] }]);
  });

  it('tells what is typed, and begins with what was kept', async () => {
    const sheet = await open();
    const told = heard(sheet, 'change');
    await sheet.run('onInput', { detail: { value: '请核对' } });
    await sheet.run('onMark', { dataset: { at: 1 } });
    await sheet.run('onNote', { dataset: { at: 1 }, detail: { value: '应为5月' } });
    const kept = { reason: '请核对', fields: ['joinMonth'], notes: { joinMonth: '应为5月' } };
    expect(told.pop()).toEqual(kept);
    const again = await show('review/components/return-sheet/index', { show: true, fields, kept });
    const sent = heard(again, 'send');
    await again.run('onSend');
    expect(sent).toEqual([kept]);
  });

  it('fills in a common reason and marks its field', async () => {
    const sheet = await open();
    const sent = heard(sheet, 'send');
    await sheet.run('onReason', { dataset: { at: 3 } });
    await sheet.run('onSend');
    expect(sent).toEqual([
      {
        reason: '入团年月与《入团志愿书》不一致，请核对支部大会日期。',
        fields: ['joinMonth'],
      },
    ]);
  });

  it('lets a sentence be written beside each marked field; unmarked ones are not sent', async () => {
    const sheet = await open();
    const sent = heard(sheet, 'send');
    const marks = sheet.view.data.marks as Array<{ field: string }>;
    const at = (field: string) => marks.findIndex((mark) => mark.field === field);
    await sheet.run('onReason', { dataset: { at: 3 } });
    await sheet.run('onUnfoldNotes');
    expect(sheet.labels()).toContain('入团年月的说明');
    expect(sheet.labels()).not.toContain('姓名的说明');
    await sheet.run('onNote', {
      dataset: { at: at('joinMonth') },
      detail: { value: ' 应为2020年6月 ' },
    });
    await sheet.run('onNote', { dataset: { at: at('name') }, detail: { value: '不发送' } });
    await sheet.run('onSend');
    expect(sent).toMatchObject([{ notes: { joinMonth: '应为2020年6月' } }]);
  });

  it('needs a reason', async () => {
    const sheet = await open();
    const sent = heard(sheet, 'send');
    await sheet.run('onSend');
    expect(sheet.text()).toContain('请写明退回原因，本人会照着修改。');
    expect(sent).toEqual([]);
  });
});

describe('result-dialog', () => {
  const message = '审核成功！将202000012020编号分配给吴子墨，目前还剩19个名额';

  it('shows the sentence of the guide word for word, in two lines', async () => {
    const dialog = await show('review/components/result-dialog/index', { show: true, message });
    expect(dialog.text().replace(/\s/g, '')).toContain(message);
    expect(dialog.labels()).toContain(message);
    expect(dialog.labels()).toContain('确定');
  });

  it('leads to the next one, or back to the list', async () => {
    const given = { show: true, message, number: '202000012020', drawn: true, next: '陈甲' };
    const dialog = await show('review/components/result-dialog/index', given);
    expect(dialog.labels()).toEqual(
      expect.arrayContaining(['下一位，陈甲', '复制编号', '返回列表']),
    );
    const next = heard(dialog, 'next');
    await dialog.run('onNext');
    await settle();
    expect(next).toHaveLength(1);
  });
});

describe('refused-sheet', () => {
  it('opens the page where something can be done about it', async () => {
    const sheet = await show('review/components/refused-sheet/index', {
      show: true,
      sentence: '该团员所在团组织及其上级团委均未分配编号，无法审核通过。',
      door: {
        word: '向上级申请编号',
        button: '向上级申请编号',
        url: '/branch/request/index?orgId=c1&year=2020',
      },
      name: '王己',
    });
    const closed = heard(sheet, 'close');
    await sheet.run('onDoor');
    expect(sheet.phone.log).toContain('navigateTo /branch/request/index?orgId=c1&year=2020');
    expect(closed).toHaveLength(1);
  });
});
