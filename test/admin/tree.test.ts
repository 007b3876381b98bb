import { describe, expect, it } from '@jest/globals';
import { emptyStockWords } from '../../admin/src/components/organization-tree/stock-words';
import {
  flattenTree,
  treeMove,
  typedRow,
} from '../../admin/src/components/organization-tree/tree-state';
import type { TreeLevel, TreeState } from '../../admin/src/components/organization-tree/tree-state';
import { scrollToRow, virtualWindow } from '../../admin/src/components/virtual-window';
import type { OrganizationNode, OrganizationType } from '../../typings/api';
import { stockOf } from '../support/stock';

const node = (id: string, hasChildren = false, type: OrganizationType = 'BRANCH') =>
  ({
    id,
    name: id,
    shortName: id,
    code: id,
    type,
    status: 'ACTIVE',
    hasChildren,
  }) satisfies OrganizationNode;
const level = (items: OrganizationNode[], more: Partial<TreeLevel> = {}): TreeLevel => ({
  items,
  next: null,
  loading: false,
  problem: null,
  ...more,
});
const tree = (levels: Record<string, TreeLevel>, expanded: string[]): TreeState => ({
  root: node('root', true),
  levels: new Map(Object.entries(levels)),
  expanded: new Set(expanded),
});

describe('the drawn lines of the tree', () => {
  it('are those below open nodes, in order and with their depth', () => {
    const rows = flattenTree(
      tree(
        { root: level([node('a', true), node('b', true)]), a: level([node('a1')]), b: level([]) },
        ['root', 'a'],
      ),
    );
    expect(rows.map(({ key, depth }) => `${depth}${key}`)).toEqual(['0root', '1a', '2a1', '1b']);
    expect(rows[1]).toMatchObject({ position: 1, siblings: 2, expanded: true, parentId: 'root' });
  });

  it('end a level that has more, is read, or could not be read', () => {
    const last = (more: Partial<TreeLevel>) =>
      flattenTree(tree({ root: level([node('a')], more) }, ['root'])).at(-1);
    expect(last({ next: 'c' })).toMatchObject({ kind: 'more', parentId: 'root', depth: 1 });
    expect(last({ next: 'c', loading: true })).toMatchObject({ kind: 'loading' });
    expect(last({ problem: '网络不稳' })).toMatchObject({ kind: 'problem', text: '网络不稳' });
  });

  it('can be a hundred thousand, and a thousand levels deep', () => {
    const wide = level(Array.from({ length: 100_000 }, (_, index) => node(`n${index}`)));
    expect(flattenTree(tree({ root: wide }, ['root']))).toHaveLength(100_001);
    const levels: Record<string, TreeLevel> = { root: level([node('d0', true)]) };
    for (let depth = 0; depth < 1000; depth += 1)
      levels[`d${depth}`] = level([node(`d${depth + 1}`, true)]);
    expect(flattenTree(tree(levels, ['root', ...Object.keys(levels)]))).toHaveLength(1002);
  });

  it('show nothing before the root is known', () => {
    expect(flattenTree({ root: null, levels: new Map(), expanded: new Set() })).toEqual([]);
  });
});

describe('keys in the tree', () => {
  const rows = flattenTree(
    tree({ root: level([node('a', true), node('b')]), a: level([node('a1')]) }, ['root', 'a']),
  );
  it('move between lines and stop at the ends', () => {
    expect(treeMove(rows, 0, 'ArrowDown')).toEqual({ kind: 'focus', index: 1 });
    expect(treeMove(rows, 0, 'ArrowUp')).toEqual({ kind: 'none' });
    expect(treeMove(rows, 1, 'End')).toEqual({ kind: 'focus', index: 3 });
    expect(treeMove(rows, 3, 'ArrowDown')).toEqual({ kind: 'none' });
  });
  it('pass ten lines at a time, and stop at the ends', () => {
    const many = Array.from({ length: 25 }, (_, index) => node(`n${index}`));
    const long = flattenTree(tree({ root: level(many) }, ['root']));
    expect(treeMove(long, 3, 'PageDown')).toEqual({ kind: 'focus', index: 13 });
    expect(treeMove(long, 20, 'PageDown')).toEqual({ kind: 'focus', index: 25 });
    expect(treeMove(long, 4, 'PageUp')).toEqual({ kind: 'focus', index: 0 });
  });
  it('find a line by what is typed, going round', () => {
    expect(typedRow(rows, 0, 'a')).toBe(1);
    expect(typedRow(rows, 1, 'a')).toBe(2);
    expect(typedRow(rows, 2, 'A1')).toBe(2);
    expect(typedRow(rows, 3, 'a')).toBe(1);
    expect(typedRow(rows, 0, 'x')).toBe(-1);
  });
  it('open, close, and go to child or parent', () => {
    expect(treeMove(rows, 1, 'ArrowRight')).toEqual({ kind: 'focus', index: 2 });
    expect(treeMove(rows, 1, 'ArrowLeft')).toEqual({ kind: 'collapse', id: 'a' });
    expect(treeMove(rows, 2, 'ArrowLeft')).toEqual({ kind: 'focus', index: 1 });
    expect(treeMove(rows, 3, 'ArrowLeft')).toEqual({ kind: 'focus', index: 0 });
    expect(treeMove(rows, 3, 'ArrowRight')).toEqual({ kind: 'none' });
    const closed = flattenTree(tree({}, []));
    expect(treeMove(closed, 0, 'ArrowRight')).toEqual({ kind: 'expand', id: 'root' });
  });
});

describe('an organisation without numbers', () => {
  const stock = (free: number) => stockOf({ held: 9, free });
  const committee = { ...node('c', true, 'GRASSROOTS_COMMITTEE'), stock: stock(5) };
  const general = { ...node('g', true, 'GENERAL_BRANCH'), stock: stock(0) };
  it('is served by the nearest committee above, past a general branch, when that has some', () => {
    expect(emptyStockWords(node('b'), [committee, general])).toBe('用团委的');
    expect(emptyStockWords(node('b'), [{ ...committee, stock: stock(0) }])).toBe('无编号');
    expect(emptyStockWords(general, [committee])).toBe('无编号');
    expect(emptyStockWords(node('b'), [])).toBe('无编号');
  });
});

describe('a long list', () => {
  it('draws what is in sight and a little more', () => {
    expect(virtualWindow(100_000, 40, 40_000, 400, 5)).toEqual({ first: 995, end: 1015 });
    expect(virtualWindow(3, 40, 0, 400, 5)).toEqual({ first: 0, end: 3 });
    expect(virtualWindow(3, 40, 9_000, 400, 5)).toEqual({ first: 3, end: 3 });
  });
  it('scrolls only as far as a line needs', () => {
    expect(scrollToRow(10, 40, 0, 400)).toBe(40);
    expect(scrollToRow(5, 40, 0, 400)).toBe(0);
    expect(scrollToRow(2, 40, 200, 400)).toBe(80);
  });
});
