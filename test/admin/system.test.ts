import { describe, expect, it } from '@jest/globals';

import { actionWords } from '../../admin/src/pages/system/action-words';
import { hoursSentence, isBad, shareWords, timeWords } from '../../admin/src/pages/system/figures';
import { GROUPS, textProblem, textsOf, valuesOf } from '../../admin/src/pages/settings/groups';
import { DEFAULT_SETTINGS } from '../../cloudfunctions/core/domain/settings';
import { ACCESS } from '../../cloudfunctions/core/usecases/access';

describe('运行状况', () => {
  it('has a word for every action', () => {
    const nameless = Object.keys(ACCESS).filter((action) => actionWords(action) === '其他操作');
    expect(nameless).toEqual([]);
  });

  it('says times and shares as people read them', () => {
    expect([timeWords(999), timeWords(1_240)]).toEqual(['999 毫秒', '1.2 秒']);
    expect([shareWords(0, 9), shareWords(1, 2_000), shareWords(4, 974), shareWords(1, 2)]).toEqual([
      '0%',
      '<0.1%',
      '0.4%',
      '50%',
    ]);
    expect([isBad({ calls: 100, failed: 4 }), isBad({ calls: 100, failed: 5 })]).toEqual([
      false,
      true,
    ]);
    expect(isBad({ calls: 0, failed: 0 })).toBe(false);
  });

  it('tells what the drawing shows', () => {
    expect(hoursSentence([])).toBe('这一天还没有办理。');
    const hours = [
      { hour: 9, calls: 10, failed: 0, p95: 300 },
      { hour: 10, calls: 40, failed: 1, p95: 120 },
    ];
    expect(hoursSentence(hours)).toBe(
      '最忙的是 10 点，40 次；最慢的是 9 点，95% 在 300 毫秒内答复。',
    );
  });
});

describe('系统设置', () => {
  it('sends back what was read, and says what is no number or day', () => {
    for (const group of GROUPS) {
      const texts = textsOf(DEFAULT_SETTINGS, group);
      expect(valuesOf(group, texts)).toEqual(DEFAULT_SETTINGS[group.key]);
      for (const field of group.fields) {
        expect(textProblem(field, texts[field.name]!)).toBe('');
        expect(textProblem(field, 'x')).not.toBe('');
      }
    }
  });
});
