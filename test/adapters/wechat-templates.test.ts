import { describe, expect, it } from '@jest/globals';

import { templateData, templatesFrom } from '../../cloudfunctions/core/adapters/wechat-templates';
import { wechatFrom } from '../../cloudfunctions/core/adapters/wechat';

const AT = Date.parse('2020-03-05T12:30:00Z');
const values = { matter: '团员报到', what: '审核通过', at: AT, note: '请打开查看' };

describe('templates of subscription messages', () => {
  it('are read from the environment; none means that nothing is sent', () => {
    const text = '{"result": {"id": "t1", "fields": {"thing1": "matter", "time2": "at"}}}';
    expect(wechatFrom({ WECHAT_TEMPLATES: text }).templates).toEqual({ result: 't1' });
    expect(wechatFrom({})).toMatchObject({ quickPhone: false, templates: {} });
  });

  it.each([
    ['not JSON'],
    ['{"other": {"id": "t", "fields": {"thing1": "matter"}}}'],
    ['{"result": {"fields": {"thing1": "matter"}}}'],
    ['{"result": {"id": "t", "fields": {}}}'],
    ['{"result": {"id": "t", "fields": {"thing1": "at"}}}'],
    ['{"result": {"id": "t", "fields": {"time1": "note"}}}'],
    ['{"result": {"id": "t", "fields": {"amount1": "note"}}}'],
    ['{"result": {"id": "t", "fields": {"thing1": "name"}}}'],
  ])('tell the developer what is wrong with %s', (text) => {
    expect(() => templatesFrom(text)).toThrow('WECHAT_TEMPLATES');
  });

  it('times are those of China', () => {
    expect(templateData({ time1: 'at', date2: 'at' }, values)).toEqual({
      time1: { value: '2020年3月5日 20:30' },
      date2: { value: '2020年3月5日' },
    });
  });

  it('texts are cut to what a field takes, for longer ones would be refused (47003)', () => {
    const long = { ...values, what: '一二三四五六', note: '字'.repeat(25) };
    const data = templateData({ phrase1: 'what', thing2: 'note', thing3: 'matter' }, long);
    expect(data.phrase1!.value).toBe('一二三四五');
    expect([...data.thing2!.value]).toHaveLength(20);
    expect(data.thing2!.value.endsWith('…')).toBe(true);
    expect(data.thing3!.value).toBe('团员报到');
  });

  it('an unknown stage is told to the developer', () => {
    expect(() => wechatFrom({ WECHAT_STAGE: 'production' })).toThrow('WECHAT_STAGE');
  });
});
