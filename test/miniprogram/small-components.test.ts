/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../miniprogram/format/field-view';
import { heard, settle, show } from './support/simulate';

describe('note-box', () => {
  it('tells its level by an icon as well as by its colour', async () => {
    const given = { level: 'danger', title: '暂时不能通过', text: '请先申请补充编号。' };
    const { view, text } = await show('components/note-box/index', given);
    expect(text()).toBe('暂时不能通过请先申请补充编号。');
    expect(view.data.icon).toBe('danger');
    expect(view.querySelector('.note--danger')).toBeTruthy();
  });

  it('has no empty lines', async () => {
    const { view } = await show('components/note-box/index', { text: '只有一句' });
    expect(view.querySelector('.note__title')).toBeFalsy();
    expect(view.data.icon).toBe('info');
  });
});

describe('state-tag', () => {
  it.each([
    ['ok', 'check'],
    ['warn', 'warn'],
    ['danger', 'danger'],
    ['info', 'clock'],
    ['mute', 'info'],
  ])('%s is icon, word and colour together', async (level, icon) => {
    const { view, labels } = await show('components/state-tag/index', { level, text: '待审核' });
    expect(view.data.icon).toBe(icon);
    expect(view.querySelector(`.tag--${level}`)).toBeTruthy();
    expect(labels()).toEqual(['状态：待审核']);
  });
});

describe('load-state', () => {
  const acts = async (given: Record<string, unknown>) => {
    const shown = await show('components/load-state/index', given);
    let count = 0;
    shown.view.addEventListener('act', () => {
      count += 1;
    });
    await shown.run('onAct');
    return { ...shown, count };
  };

  it('is the shape of the page while it loads', async () => {
    const { labels } = await show('components/load-state/index', { state: 'loading' });
    expect(labels()).toContain('正在加载');
  });

  it('says why it failed, and offers another try', async () => {
    const { text, labels, count } = await acts({ state: 'failed', text: '网络不稳' });
    expect(text()).toContain('网络不稳');
    expect(labels()).toContain('重试');
    expect(count).toBe(1);
  });

  it('has one sentence and one action where there is nothing, or the sentence alone', async () => {
    const given = { state: 'empty', text: '还没有报到', action: '开始报到' };
    expect((await acts(given)).labels()).toContain('开始报到');
    const alone = await show('components/load-state/index', { state: 'empty', text: '没有人' });
    expect(alone.text()).toBe('没有人');
  });
});

describe('network-bar', () => {
  it('is there only while something is wrong with the network', async () => {
    const { view, text } = await show('components/network-bar/index');
    expect(text()).toBe('');
    view.setData({ text: '没有网络，填好的内容留在手机上' });
    await settle();
    expect(text()).toBe('没有网络，填好的内容留在手机上');
    expect(view.querySelector('.bar')).toBeTruthy();
  });
});

describe('stage-dots', () => {
  const stages = [
    { name: '团支部', state: 'done', word: '已通过' },
    { name: '团总支', state: 'now', word: '' },
    { name: '团委', state: 'later', word: '' },
  ];

  it('reads each stage with its state, also where no word is shown', async () => {
    const { labels } = await show('components/stage-dots/index', { stages });
    expect(labels()).toEqual(['团支部：已通过', '团总支：正在进行', '团委：还没到']);
  });

  it('numbers the steps of a form that are not done', async () => {
    const { text } = await show('components/stage-dots/index', { stages, numbered: true });
    expect(text()).toBe('团支部已通过2团总支3团委');
  });
});

describe('step-list', () => {
  it('is read line by line: what, note and when', async () => {
    const lines = [
      { key: 'a', state: 'done', title: '你提交了报到资料', note: '', when: '09:12' },
      { key: 'b', state: 'now', title: '团支部审核中', note: '团支书 苏同学', when: '2 小时' },
    ];
    const { view, labels } = await show('components/step-list/index', { lines });
    expect(labels()).toEqual(['你提交了报到资料，，09:12', '团支部审核中，团支书 苏同学，2 小时']);
    expect(view.querySelectorAll('.help')).toHaveLength(1);
  });
});

describe('fact-list', () => {
  const facts: Fact[] = [
    { label: '姓名', value: '吴子墨' },
    { label: '证件号码', value: '350199********0034', masks: 'idNumber' },
  ];

  it('offers in full only what is masked', async () => {
    const { view, labels } = await show('components/fact-list/index', { facts });
    expect(labels()).toEqual(['姓名：吴子墨', '证件号码：350199********0034', '查看完整证件号码']);
    const asked: unknown[] = [];
    view.addEventListener('reveal', ({ detail }) => asked.push(detail));
    view.querySelector('.fact__reveal')?.dispatchEvent('tap');
    await settle();
    expect(asked).toEqual(['idNumber']);
  });
});

describe('cover-figure', () => {
  it('shows where the number is written', async () => {
    const { text, labels } = await show('components/cover-figure/index', {
      number: '202000012020',
    });
    expect(text()).toContain('202000012020');
    expect(labels()).toEqual(['《入团志愿书》封面示意图，编号写在右上角']);
  });
});

describe('number-bar', () => {
  it('draws one cell per number when they are few, and is read as a sentence', async () => {
    const cells = ['USED', 'FREE', 'FREE'].map((kind, at) => ({ at, kind, weight: 1 }));
    const bar = {
      single: true,
      cells,
      first: '202000012020',
      last: '202000012022',
      spoken: '共 3 个，已使用 1 个',
    };
    const { view, text, labels } = await show('branch/components/number-bar/index', { bar });
    expect(view.querySelectorAll('.cell')).toHaveLength(3);
    expect(view.querySelectorAll('.cell--FREE')).toHaveLength(2);
    expect(text()).toBe('202000012020202000012022');
    expect(labels()).toEqual(['共 3 个，已使用 1 个']);
  });
});

describe('search-box', () => {
  it('tells what is typed, and is cleared by a sign with a name', async () => {
    const given = { value: '', placeholder: '姓名，或12位编号' };
    const box = await show('components/search-box/index', given);
    expect(box.labels()).toEqual(['姓名，或12位编号']);
    const told = heard(box, 'change');
    await box.run('onInput', { detail: { value: '林' } });
    box.view.setData({ value: '林' });
    expect(box.labels()).toContain('清除搜索');
    box.view.querySelector('.finder__clear')?.dispatchEvent('tap');
    await settle();
    expect(told).toEqual(['林', '']);
  });
});

describe('tab-row', () => {
  it('says which list is shown, and tells of another one only', async () => {
    const tabs = [
      { name: 'OPEN', title: '待答复' },
      { name: 'DECIDED', title: '已答复' },
    ];
    const row = await show('components/tab-row/index', { tabs, active: 'OPEN' });
    const selected = (): string[] =>
      row.view.querySelectorAll('.tab-row__tab--on').map(({ dom }) => dom.textContent);
    expect(row.labels()).toEqual(['待答复', '已答复']);
    expect(selected()).toEqual(['待答复']);
    const told = heard(row, 'change');
    for (const tab of row.view.querySelectorAll('.tab-row__tab')) tab.dispatchEvent('tap');
    await settle();
    expect(told).toEqual([{ name: 'DECIDED' }]);
    row.view.setData({ active: 'DECIDED' });
    expect(selected()).toEqual(['已答复']);
  });
});

describe('sheet-head', () => {
  it('closes its sheet by a sign with a name', async () => {
    const head = await show('components/sheet-head/index', { title: '表决结果' });
    expect(head.text()).toBe('表决结果');
    expect(head.labels()).toEqual(['关闭']);
    const closed = heard(head, 'close');
    head.view.querySelector('.sheet-head__close')?.dispatchEvent('tap');
    await settle();
    expect(closed).toHaveLength(1);
  });
});

describe('drawings', () => {
  it('are hidden from readers: a word stands beside each', async () => {
    const icon = await show('components/app-icon/index', { name: 'check' });
    expect(icon.view.querySelector('.icon--check')).toBeTruthy();
    const mark = await show('components/app-mark/index');
    expect(mark.view.querySelectorAll('.mark__bar--gold')).toHaveLength(1);
    expect([...icon.labels(), ...mark.labels()]).toEqual([]);
  });
});

describe('the page of the privacy terms', () => {
  it('says what is collected, who sees it and what one can do', async () => {
    const { text } = await show('pages/privacy/index');
    for (const title of ['我们收集什么，用来做什么', '谁能看到', '怎样保存', '你可以做什么'])
      expect(text()).toContain(title);
  });
});
