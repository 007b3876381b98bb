import { describe, expect, it } from '@jest/globals';
import type { TreeRow } from '../../admin/src/components/organization-tree/tree-state';
import { reasonProblem } from '../../admin/src/format/checks';
import { termRows, termTab } from '../../admin/src/pages/officer-terms/term-rows';
import {
  mayTick,
  obstacle,
  withBelow,
} from '../../admin/src/pages/organization-closing/closing-rows';
import { exportLine } from '../../admin/src/pages/organizations/export-rows';
import { moveWords } from '../../admin/src/pages/organizations/move-words';
import { termState, termWords } from '../../admin/src/pages/organizations/officer-words';
import type {
  OfficerWithVisits,
  OrganizationNode,
  OrganizationRef,
  OrganizationRow,
} from '../../typings/api';
import { stockOf } from '../support/stock';

const ref = (id: string, type: OrganizationRef['type'] = 'BRANCH'): OrganizationRef => ({
  id,
  name: `${id}团支部`,
  type,
});

describe('terms of office', () => {
  it('R-41: are told 60 days before their last day, which still counts', () => {
    expect(termState('2026-03-02', '2026-01-01')).toEqual({ state: 'SOON', days: 60 });
    expect(termState('2026-03-03', '2026-01-01').state).toBe('GOOD');
    expect(termState('2026-01-01', '2026-01-01')).toEqual({ state: 'SOON', days: 0 });
    expect(termState('2025-12-31', '2026-01-01').state).toBe('OVER');
    expect(termWords('2026-01-01', '2026-01-01')).toBe('今天到期');
    expect(termWords('2026-01-13', '2026-01-01')).toBe('还有 12 天到期');
    expect(termWords('2027-01-13', '2026-01-01')).toBe('');
  });

  const officer = (changes: Partial<OfficerWithVisits>): OfficerWithVisits => ({
    accountId: 'a',
    postId: 'p',
    name: '苏晓',
    phone: '138****0006',
    role: 'SECRETARY',
    from: '2026-01-01',
    to: '2026-12-31',
    lastSignInAt: null,
    asleep: false,
    ...changes,
  });

  it('are listed with those who end soon, those who sleep, and where nobody is', () => {
    const people = [
      { organization: ref('1'), officers: [officer({})] },
      { organization: ref('2'), officers: [] },
      { organization: ref('3'), officers: [officer({ postId: 'q', to: '2026-06-30' })] },
      { organization: ref('4'), officers: [officer({ postId: 'r', asleep: true })] },
    ];
    const keys = (tab: Parameters<typeof termRows>[1]) =>
      termRows(people, tab, '2026-06-01').map(({ key }) => key);
    expect(keys('ALL')).toEqual(['p', '2', 'q', 'r']);
    expect(keys('SOON')).toEqual(['q']);
    expect(keys('ASLEEP')).toEqual(['r']);
    expect(keys('VACANT')).toEqual(['2']);
    expect([termTab('SOON'), termTab('x')]).toEqual(['SOON', 'ALL']);
  });
});

describe('R-70: what a move takes along', () => {
  const preview = {
    organization: ref('甲'),
    parent: ref('乙', 'GRASSROOTS_COMMITTEE'),
    descendants: 2,
    numbers: 20,
    years: [
      { year: 2020, intervals: [{ start: 202000012000, end: 202000012019 }] },
      { year: 2021, intervals: [] },
    ],
    leaving: [ref('丙')],
    entering: [ref('乙')],
  };
  it('is said in full: organisations, numbers by year, who loses and who gains', () => {
    const words = moveWords(preview).join('\n');
    expect(words).toContain('连同下级 2 个组织');
    expect(words).toContain('2020年 20 个（202000012000—202000012019）');
    expect(words).not.toContain('2021年');
    expect(words).toContain('丙团支部 的编号总数减少 20 个');
    expect(words).toContain('乙团支部 的编号总数增加 20 个');
  });
  it('says so when there is nothing', () => {
    const words = moveWords({ ...preview, descendants: 0, numbers: 0, years: [] }).join('\n');
    expect(words).toContain('没有编号要带走');
    expect(words).not.toContain('减少');
  });
});

describe('R-72: closing many together', () => {
  const node = (id: string, more: Partial<OrganizationNode> = {}): OrganizationNode => ({
    ...ref(id),
    shortName: '',
    code: id,
    status: 'ACTIVE',
    hasChildren: false,
    ...more,
  });
  const row = (id: string, depth: number, more: Partial<OrganizationNode> = {}): TreeRow => ({
    kind: 'node',
    key: id,
    node: node(id, more),
    depth,
    expanded: true,
    parentId: null,
    position: 1,
    siblings: 1,
  });
  const rows: TreeRow[] = [
    row('0', 0),
    row('1', 1),
    row('1.1', 2),
    row('1.2', 2, { status: 'CLOSED' }),
    { kind: 'more', key: '1+', depth: 2, parentId: '1' },
    row('2', 1),
  ];
  it('ticks a general branch with the branches below it, not what is closed, never the root', () => {
    const first = rows[1]!;
    expect(mayTick(rows[0]!)).toBe(false);
    expect(mayTick(first) && withBelow(rows, first).map(({ key }) => key)).toEqual(['1', '1.1']);
    const last = rows[5]!;
    expect(mayTick(last) && withBelow(rows, last).map(({ key }) => key)).toEqual(['2']);
  });
  it('foretells what stands in the way', () => {
    const stock = stockOf({ held: 20, free: 3, usedBelow: 17 });
    expect(obstacle(node('1', { stock }))).toContain('3 个');
    expect(obstacle(node('1', { stock: { ...stock, waiting: 2 } }))).toContain('2 人');
    expect(obstacle(node('1', { stock: { ...stock, free: 0 } }))).toBe('');
    expect(obstacle(node('1'))).toBe('');
  });
  it('asks for a reason', () => {
    expect(reasonProblem(' 毕 ', '撤销的原因')).toContain('撤销的原因');
    expect(reasonProblem('毕业', '撤销的原因')).toBe('');
  });
});

describe('the exported list of organisations', () => {
  it('begins with the columns of the import, and has no raw codes', () => {
    const row: OrganizationRow = {
      code: '0604-1',
      name: '0604团总支',
      shortName: '总支',
      type: 'GENERAL_BRANCH',
      status: 'CLOSED',
      parentCode: '0604',
      parent: '0604团委',
      secretary: { name: '黄一', from: '2026-01-01', to: '2026-12-31' },
      staff: [],
    };
    const line = exportLine(row);
    expect(line.slice(0, 5)).toEqual(['0604-1', '0604团总支', '总支', '团总支', '0604']);
    expect(line.join()).toContain('已撤销');
    expect(line.join()).not.toMatch(/GENERAL|CLOSED/);
  });
});
