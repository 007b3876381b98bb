import { describe, expect, it } from '@jest/globals';

import type { TreeRow } from '../../admin/src/components/organization-tree/tree-state';
import { nightlyVerdict } from '../../admin/src/pages/reconcile/findings';
import { equation, levelLines, verdictOf } from '../../admin/src/pages/reconcile/levels';
import type { NightlyProof, OrganizationNode } from '../../typings/api';
import { stockOf } from '../support/stock';

const finding = (id: string, year: number): NightlyProof['findings'][number] => ({
  organization: { id, name: id, type: 'BRANCH' },
  year,
  at: 0,
  differences: [],
});

describe('the verdict of the nights', () => {
  it('names every year in which something does not fit, and counts each organisation once', () => {
    const findings = [finding('A', 2021), finding('B', 2020), finding('A', 2020)];
    expect(nightlyVerdict({ finished: '2021-03-01', running: false, findings })).toBe(
      '每晚对账发现 2 个组织对不上（2020年、2021年）',
    );
  });

  it('tells nothing found from nothing done', () => {
    const none = { running: false, findings: [] };
    expect(nightlyVerdict({ ...none, finished: null })).toContain('还没有对过账');
    expect(nightlyVerdict({ ...none, finished: '2021-03-01' })).toContain('相符');
  });
});

describe('level by level', () => {
  const stock = (held: number, handedDown = 0) =>
    stockOf({ held, free: held - handedDown, handedDown });
  const child = (id: string, held: number): OrganizationNode => ({
    id,
    name: id,
    type: 'BRANCH',
    shortName: id,
    code: id,
    status: 'ACTIVE',
    hasChildren: false,
    stock: stock(held),
  });
  const level = (next: string | null, ...items: OrganizationNode[]) => ({
    items,
    next,
    loading: false,
    problem: null,
  });

  it('what is handed down is compared with what the children hold, once all of them were read', () => {
    const top = stock(200, 100);
    expect(verdictOf(top, undefined)).toBe('OPEN');
    expect(verdictOf(top, level('next', child('a', 100)))).toBe('OPEN');
    expect(verdictOf(top, { ...level(null), problem: '网络不稳' })).toBe('OPEN');
    expect(verdictOf(top, level(null, child('a', 60), child('b', 40)))).toBe('SOUND');
    expect(verdictOf(top, level(null, child('a', 60), child('b', 39)))).toBe('UNSOUND');
    expect(verdictOf(stock(20), level(null, child('a', 1)))).toBe('UNSOUND');
    expect(verdictOf(stock(20), undefined)).toBe('SOUND');
  });

  it('shows who holds numbers, and where more can be read', () => {
    const row = (node: OrganizationNode, depth: number): TreeRow => ({
      kind: 'node',
      key: node.id,
      node,
      depth,
      expanded: depth === 0,
      parentId: null,
      position: 1,
      siblings: -1,
    });
    const more: TreeRow = { kind: 'more', key: 'top+', depth: 1, parentId: 'top' };
    const rows = [row(child('top', 0), 0), row(child('a', 0), 1), row(child('b', 3), 1), more];
    expect(levelLines(rows, () => undefined).map(({ key }) => key)).toEqual(['top', 'b', 'top+']);
  });

  it('tells how a holding adds up', () => {
    expect(equation({ ...stock(200, 100), free: 99, used: 1 })).toBe('200 = 99 + 1 + 0 + 0 + 100');
  });
});
