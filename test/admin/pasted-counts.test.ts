import { describe, expect, it } from '@jest/globals';
import { pastedColumn, readPasted } from '../../admin/src/pages/allocate/pasted-counts';

const targets = [
  { id: 'b1', code: '0604-1-1', name: '0604团支部（1）', shortName: '一支部' },
  { id: 'b2', code: '0604-1-2', name: '0604团支部（2）1', shortName: '同名' },
  { id: 'b3', code: '0604-1-3', name: '0604团支部（3）', shortName: '同名' },
];

describe('counts pasted from a spreadsheet', () => {
  it('are found by name, short name or code, brackets of either width', () => {
    const text = '组织\t个数\n0604团支部(1)\t20\n0604-1-2\t１５\n\n0604团支部（3） 5';
    expect(readPasted(text, targets)).toEqual({
      items: [
        { orgId: 'b1', count: 20 },
        { orgId: 'b2', count: 15 },
        { orgId: 'b3', count: 5 },
      ],
      problems: [],
    });
  });

  it('takes columns between name and count into account, and zero as nothing', () => {
    expect(readPasted('1\t一支部\t备注\t8\n2\t0604-1-3\t\t0', targets).items).toEqual([
      { orgId: 'b1', count: 8 },
    ]);
  });

  it('tells of every line it could not read, and why', () => {
    const text = '0604团支部（9）,3\n同名,4\n0604-1-1,五\n20\n0604-1-1,6\n一支部,7';
    expect(readPasted(text, targets).problems.map(({ line, problem }) => [line, problem])).toEqual([
      [1, '直属下级里没有这个组织'],
      [2, '有几个下级同名，请改用编码'],
      [3, '最后一格不是个数'],
      [4, '没有组织名称或编码'],
      [6, '这个组织已在前面出现'],
    ]);
  });

  it('a single column of counts is one for the lines below each other', () => {
    expect(pastedColumn('20\n\n15\n')).toEqual([20, null, 15]);
    expect(pastedColumn('20')).toBeNull();
    expect(pastedColumn('一支部\t20\n二支部\t3')).toBeNull();
  });
});
