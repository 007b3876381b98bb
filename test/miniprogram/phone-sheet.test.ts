/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { heard, show } from './support/simulate';

const GIVEN = { show: true, name: '陈甲', number: '2020 0001 2020' };
const PHONE = '13900000001';
const REASON = '本人持身份证到场，已核对';

describe('the phone number of a member without an account', () => {
  const open = (changes: Record<string, unknown> = {}) =>
    show('branch/components/phone-sheet/index', { ...GIVEN, ...changes });

  it('R-73: says whose it is, what it opens and that it is noted', async () => {
    const sheet = await open();
    expect(sheet.labels()).toEqual(
      expect.arrayContaining(['确认陈甲的手机号', '陈甲的手机号', '怎样核对的', '关闭']),
    );
    expect(sheet.text()).toContain('就能看到编号 2020 0001 2020；操作会记入日志。');
  });

  it('sends the number as the server knows it, with how it was looked at', async () => {
    const sheet = await open();
    const sent = heard(sheet, 'send');
    await sheet.run('onPhone', { detail: { value: '139 0000 0001' } });
    expect(sheet.labels()).toContain(`填入：${REASON}`);
    await sheet.run('onSuggestion', { dataset: { text: REASON } });
    await sheet.run('onSend');
    expect(sent).toEqual([{ phone: PHONE, reason: REASON }]);
  });

  it.each([
    ['', '看过证件', '请填写本人的手机号。'],
    ['139', '看过证件', '手机号应为11位数字，现在是3位，请检查。'],
    [PHONE, ' 看 ', '请写明怎样核对了证件。'],
  ])('sends nothing for %j and %j, and says what to do', async (phone, reason, problem) => {
    const sheet = await open();
    const sent = heard(sheet, 'send');
    await sheet.run('onPhone', { detail: { value: phone } });
    await sheet.run('onReason', { detail: { value: reason } });
    await sheet.run('onSend');
    expect(sheet.text()).toContain(problem);
    expect(sent).toEqual([]);
  });

  it('takes the problem away while it is being mended', async () => {
    const sheet = await open();
    await sheet.run('onSend');
    await sheet.run('onPhone', { detail: { value: '1' } });
    await sheet.run('onReason', { detail: { value: '看' } });
    expect(sheet.text()).not.toContain('请');
  });

  it('sends once, and shows what the server refused', async () => {
    const sheet = await open({ sending: true, refusal: '这个号码是别人的。' });
    const sent = heard(sheet, 'send');
    await sheet.run('onPhone', { detail: { value: PHONE } });
    await sheet.run('onReason', { detail: { value: REASON } });
    await sheet.run('onSend');
    expect(sent).toEqual([]);
    expect(sheet.text()).toContain('这个号码是别人的。');
  });

  it('is empty for the next member', async () => {
    const sheet = await open();
    await sheet.run('onPhone', { detail: { value: PHONE } });
    await sheet.run('onReason', { detail: { value: REASON } });
    sheet.view.setData({ show: false });
    sheet.view.setData({ show: true, name: '林乙' });
    expect(sheet.view.data).toMatchObject({ phone: '', reason: '' });
  });

  it('closes', async () => {
    const sheet = await open();
    const closed = heard(sheet, 'close');
    await sheet.run('onClose');
    expect(closed).toHaveLength(1);
  });
});
