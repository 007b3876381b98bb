import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { nextTick, ref, shallowRef } from 'vue';
import { useChecks } from '../../admin/src/components/use-checks';
import { usePreview } from '../../admin/src/components/use-preview';
import { usePreviewedOperation } from '../../admin/src/components/use-previewed-operation';
import { isPhone } from '../../admin/src/format/checks';
import type { CallAction } from '../../admin/src/service/client';
import { createOperation } from '../../admin/src/service/operation';
import { Refusal } from '../../admin/src/service/refusal';

describe('the checks of a form', () => {
  function form() {
    const values = { count: '', reason: '' };
    const focused: string[] = [];
    const input = (name: string) => shallowRef({ focus: () => focused.push(name) });
    const told: Record<string, string> = {};
    const checks = useChecks(
      { fieldError: (path: string) => told[path] ?? '' },
      () => ({
        count: values.count ? '' : '请填写个数。',
        reason: values.reason ? '' : '请写明事由。',
      }),
      { count: input('count'), reason: input('reason') },
    );
    return { values, focused, told, checks };
  }

  it('say nothing before the first try, then what is wrong with each field', () => {
    const { checks } = form();
    expect(checks.textFor('count')).toBe('');
    expect(checks.passes()).toBe(false);
    expect(checks.textFor('count')).toBe('请填写个数。');
    expect(checks.textFor('reason')).toBe('请写明事由。');
  });

  it('lead to the first field that is wrong, and let a whole form pass', () => {
    const { checks, values, focused } = form();
    values.count = '3';
    expect(checks.passes()).toBe(false);
    expect(focused).toEqual(['reason']);
    values.reason = '补充';
    expect(checks.passes()).toBe(true);
    expect(focused).toEqual(['reason']);
  });

  it('show the server’s text where nothing is wrong here, also of fields without a check', () => {
    const { checks, values, told } = form();
    Object.assign(values, { count: '3', reason: '补充' });
    Object.assign(told, { count: '最多 2 个。', code: '编码已有。' });
    expect(checks.passes()).toBe(true);
    expect(checks.textFor('count')).toBe('最多 2 个。');
    expect(checks.textFor('code')).toBe('编码已有。');
  });

  it('take a phone number with spaces, hyphens and wide digits', () => {
    expect(['13800000006', '138-0000-0006', '１３８ 0000 0006'].every(isPhone)).toBe(true);
    expect(['', '1380000000', '12800000006', '138000000061'].some(isPhone)).toBe(false);
  });
});

describe('the preview of a movement', () => {
  function preview() {
    const count = ref<number | null>(1);
    const waiting: Array<{ resolve: (plan: string) => void; reject: (error: Error) => void }> = [];
    const asked: number[] = [];
    const shown = usePreview(
      () => count.value,
      (wanted) => {
        asked.push(wanted);
        return new Promise<string>((resolve, reject) => waiting.push({ resolve, reject }));
      },
    );
    return { count, waiting, asked, shown };
  }

  it('drops an answer that a newer question overtook', async () => {
    const { count, waiting, shown } = preview();
    const first = shown.preview();
    count.value = 2;
    const second = shown.preview();
    waiting[1]!.resolve('two');
    await second;
    waiting[0]!.resolve('one');
    await first;
    expect(shown.plan.value).toBe('two');
    expect(shown.loading.value).toBe(false);
  });

  it('keeps the plan, as outdated, while the next is read, and asks once when the typing rests', () => {
    jest.useFakeTimers();
    try {
      const { count, asked, shown } = preview();
      shown.plan.value = 'old';
      for (const typed of [1, 12, 120]) {
        count.value = typed;
        shown.previewSoon();
      }
      expect(shown.loading.value).toBe(true);
      expect(shown.plan.value).toBe('old');
      expect(asked).toEqual([]);
      jest.runAllTimers();
      expect(asked).toEqual([120]);
      shown.previewSoon();
      shown.drop();
      jest.runAllTimers();
      expect(asked).toEqual([120]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('shows no plan where there is nothing to ask, or where the server refuses', async () => {
    const { count, waiting, asked, shown } = preview();
    shown.plan.value = 'old';
    const refused = shown.preview();
    waiting[0]!.reject(new Refusal('CONFLICT', '编号不够。'));
    await refused;
    expect(shown.plan.value).toBeNull();
    expect(shown.problem.value?.message).toContain('编号不够');
    count.value = null;
    await shown.preview();
    expect(shown.problem.value).toBeNull();
    expect(shown.loading.value).toBe(false);
    expect(asked).toEqual([1]);
  });
});

describe('a write that is previewed', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const settled = async () => {
    await nextTick();
    await jest.runAllTimersAsync();
  };

  function reclaim() {
    const count = ref<number | null>(null);
    const previewed: number[] = [];
    const sent: unknown[] = [];
    const answers: Array<Error | object> = [];
    const call = (async (_action, input) => {
      sent.push(input);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    }) as CallAction;
    const operation = createOperation(call, () => 'op', 'numbering.reclaim');
    const form = usePreviewedOperation(
      operation,
      () => count.value,
      async (wanted) => {
        previewed.push(wanted);
        return `${wanted} ready`;
      },
    );
    const run = () => form.run({ orgId: 'a', year: 2020, count: count.value ?? 1 });
    return { count, previewed, sent, answers, operation, form, run };
  }

  it('sends nothing before its preview is there, nor while a newer one is read', async () => {
    const { count, sent, answers, form, run } = reclaim();
    count.value = 5;
    await nextTick();
    expect(await run()).toBeNull();
    await settled();
    count.value = 6;
    await nextTick();
    expect(form.plan.value).toBe('5 ready');
    expect(await run()).toBeNull();
    expect(sent).toEqual([]);
    await settled();
    answers.push({ message: '已回收' });
    expect(await run()).toEqual({ message: '已回收' });
    expect(sent).toEqual([{ orgId: 'a', year: 2020, count: 6 }]);
  });

  it('looks again after a refusal, and forgets the refusal when something else is asked', async () => {
    const { count, previewed, answers, operation, run } = reclaim();
    count.value = 5;
    await settled();
    answers.push(new Refusal('CONFLICT', '编号刚有变动。'));
    expect(await run()).toBeNull();
    expect(previewed).toEqual([5, 5]);
    expect(operation.error?.message).toBe('编号刚有变动。');
    count.value = 4;
    await settled();
    expect(operation.error).toBeNull();
    expect(previewed).toEqual([5, 5, 4]);
  });

  it('does not look again while the outcome is unknown', async () => {
    const { count, previewed, answers, operation, run } = reclaim();
    count.value = 5;
    await settled();
    answers.push(new Refusal('UNKNOWN', '结果未知'));
    expect(await run()).toBeNull();
    expect(operation.unknown).toBe(true);
    expect(previewed).toEqual([5]);
  });

  it('is sent as it is where there is nothing to preview', async () => {
    const { answers, sent, run } = reclaim();
    answers.push({ message: '已驳回' });
    expect(await run()).toEqual({ message: '已驳回' });
    expect(sent).toHaveLength(1);
  });
});

describe('what could not be read', () => {
  it('is offered again only where asking the same may help', () => {
    const passing = (code: Refusal['code']) => new Refusal(code, '').passing;
    expect((['NETWORK', 'BUSY', 'INTERNAL', 'RATE_LIMITED'] as const).every(passing)).toBe(true);
    expect((['INVALID', 'CONFLICT', 'FORBIDDEN', 'NOT_FOUND'] as const).some(passing)).toBe(false);
  });
});
