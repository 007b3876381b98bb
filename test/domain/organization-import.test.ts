import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { changeOf, problemsBeside } from '../../cloudfunctions/core/domain/import-changes';
import { readRow, typeOf } from '../../cloudfunctions/core/domain/import-rows';
import {
  type Existing,
  type ImportPlan,
  outsideParents,
  planImport,
} from '../../cloudfunctions/core/domain/organization-import';
import { childTypes, TYPE_WORDS } from '../../cloudfunctions/core/domain/organizations';
import type { ImportRow, OrganizationType } from '../../typings/api';

const existing = (
  code: string,
  type: OrganizationType,
  path: string[],
  more: Partial<Existing> = {},
): Existing => ({
  _id: code,
  fullName: `${code}号组织`,
  shortName: `${code}号组织`,
  type,
  status: 'ACTIVE',
  parentId: path.at(-2) ?? null,
  path,
  committeeId: path[0] ?? null,
  hasChildren: false,
  ...more,
});

const ROOT = existing('R', 'CITY', ['P', 'R']);
const OUTSIDE = new Map(
  [
    ROOT,
    existing('P', 'PROVINCE', ['P']),
    existing('OLD', 'COUNTY', ['P', 'R', 'OLD']),
    existing('SHUT', 'COUNTY', ['P', 'R', 'SHUT'], { status: 'CLOSED' }),
    existing('AWAY', 'COUNTY', ['P', 'AWAY']),
  ].map((organization) => [organization._id, organization] as const),
);

const line = (
  code: string,
  parentCode: string,
  type: string,
  name = `${code}团组织`,
): ImportRow => ({
  code,
  name,
  type,
  parentCode,
});
const plan = (lines: readonly ImportRow[]): ImportPlan =>
  planImport(
    lines.map((cells, at) => readRow(cells, at + 1)),
    ROOT,
    OUTSIDE,
  );
const problemsOf = (lines: readonly ImportRow[]): string[] =>
  plan(lines).rows.flatMap(({ problems }) =>
    problems.map(({ row, column, problem }) => `${row} ${column} ${problem}`),
  );

describe('reading a line', () => {
  it('understands Chinese and English words for the types', () => {
    expect(
      ['团总支', '基层团委', 'general branch', 'Committee', 'BRANCH', '支部'].map(typeOf),
    ).toEqual([
      'GENERAL_BRANCH',
      'GRASSROOTS_COMMITTEE',
      'GENERAL_BRANCH',
      'GRASSROOTS_COMMITTEE',
      'BRANCH',
      null,
    ]);
  });

  it('says what is wrong with a cell and how to mend it', () => {
    const { problems } = readRow(
      { code: '06_04', name: '', shortName: '七', type: '支部', parentCode: 'R' },
      46,
    );
    expect(
      problems.map(({ column, value, problem, fix }) => [column, value, problem, fix]),
    ).toEqual([
      ['code', '06_04', '组织编码只能用数字、字母和短横线，最多 32 位', '按此改编码'],
      ['name', '', '组织全称没有填', '补上全称，2 个字以上'],
      ['shortName', '七', '简称应为 2 至 60 个字', '改为这个长度，或不填'],
      [
        'type',
        '支部',
        '类型只能填：市级团委、县级团委、基层团委、团工委、团总支、团支部',
        '改为“团支部”',
      ],
    ]);
    expect(problems.every(({ row }) => row === 46)).toBe(true);
  });
});

describe('planning an import', () => {
  it('takes a tree in any order of its lines and writes parents first', () => {
    const lines = [
      line('B1', 'G', '团支部'),
      line('C', 'R', '基层团委'),
      line('B2', 'OLD', '团支部'),
      line('G', 'C', '团总支'),
    ];
    const { rows, order, parents } = plan(lines);
    expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
    expect(order.map((at) => lines[at]!.code)).toEqual(['C', 'B2', 'G', 'B1']);
    expect([...parents].sort()).toEqual(['C', 'G', 'OLD', 'R']);
    expect(rows[0]!.place).toEqual({
      parentId: 'G',
      path: ['P', 'R', 'C', 'G', 'B1'],
      committeeId: 'C',
      generalBranchId: 'G',
    });
  });

  it('reports codes and names that come twice with the line they came first', () => {
    expect(
      problemsOf([
        line('B1', 'R', '团支部', '甲支部'),
        line('b1', 'R', '团支部', '乙支部'),
        line('B2', 'R', '团支部', '甲支部'),
        line('B3', 'OLD', '团支部', '甲支部'),
      ]),
    ).toEqual(['2 code 与第 1 行编码相同', '3 name 与第 1 行全称相同，同一上级下不能重名']);
  });

  it('reports parents that are missing, elsewhere, closed or not filled in', () => {
    expect(
      problemsOf([
        line('B1', 'NONE', '团支部'),
        line('B2', 'AWAY', '团支部'),
        line('B3', 'P', '团支部'),
        line('B4', 'SHUT', '团支部'),
        line('B5', '', '团支部'),
      ]),
    ).toEqual([
      '1 parentCode 找不到上级组织',
      '2 parentCode 上级组织不在“R号组织”之内',
      '3 parentCode 上级组织不在“R号组织”之内',
      '4 parentCode 上级组织“SHUT号组织”已撤销',
      '5 parentCode 上级组织编码没有填',
    ]);
  });

  it('suggests the code where the name of the parent was filled in', () => {
    const [, wrong] = plan([
      line('G', 'R', '团总支', '七年级团总支'),
      line('B', '七年级团总支', '团支部'),
    ]).rows;
    expect(wrong!.problems[0]!.fix).toBe('是不是“G”？请填编码');
  });

  it('reports every line of a circle, and not the lines that hang below it', () => {
    expect(
      problemsOf([
        line('C1', 'C2', '基层团委'),
        line('C2', 'C3', '基层团委'),
        line('C3', 'C1', '基层团委'),
        line('B', 'C1', '团支部'),
        line('S', 'S', '基层团委'),
      ]),
    ).toEqual([
      '1 parentCode 上级关系成了环：C1→C2→C3→C1',
      '2 parentCode 上级关系成了环：C1→C2→C3→C1',
      '3 parentCode 上级关系成了环：C1→C2→C3→C1',
      '5 parentCode 上级关系成了环：S→S',
    ]);
  });

  it('allows eight levels and reports the ninth', () => {
    const chain = ['R', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10'];
    const lines = chain.slice(1).map((code, at) => line(code, chain[at]!, '基层团委'));
    expect(problemsOf(lines)).toEqual(['7 parentCode 组织层级超过 8 级']);
  });

  it('lets the file name the organisation it goes under, but not rename it', () => {
    expect(problemsOf([line('R', 'P', '市级团委', ROOT.fullName)])).toEqual([]);
    expect(problemsOf([line('R', 'P', '市级团委', '别的名称')])).toEqual([
      '1 name 导入不能改变起点组织自己的名称',
    ]);
  });

  it('survives a chain of fifty thousand lines', () => {
    const lines = Array.from({ length: 50_000 }, (_, at) =>
      line(`C${at}`, at === 0 ? 'R' : `C${at - 1}`, '基层团委'),
    );
    expect(problemsOf(lines)).toHaveLength(1);
  });
});

describe('beside what is stored', () => {
  const row = readRow(line('B1', 'R', '团支部', '甲支部'), 7);
  const stored = existing('B1', 'BRANCH', ['P', 'R', 'B1'], {
    fullName: '甲支部',
    shortName: '甲支部',
  });

  it('accepts the same place and type', () => {
    expect(problemsBeside(row, stored, stored)).toEqual([]);
  });

  it('refuses another parent, another type, a closed organisation and a namesake', () => {
    const columns = [
      problemsBeside(row, { ...stored, parentId: 'OLD' }, undefined),
      problemsBeside(row, { ...stored, type: 'GENERAL_BRANCH' }, undefined),
      problemsBeside(row, { ...stored, status: 'CLOSED' }, undefined),
      problemsBeside(row, undefined, { ...stored, _id: 'B9' }),
    ].map((problems) => problems.map(({ column }) => column));
    expect(columns).toEqual([['parentCode'], ['type'], ['code'], ['name']]);
  });

  it('makes, renames or leaves alone', () => {
    expect(changeOf(row, undefined)).toEqual({
      kind: 'CREATE',
      fullName: '甲支部',
      shortName: '甲支部',
    });
    expect(changeOf(row, stored)).toEqual({ kind: 'UNCHANGED' });
    expect(changeOf(row, { ...stored, fullName: '旧支部', shortName: '旧支部' })).toEqual({
      kind: 'UPDATE',
      fullName: '甲支部',
      shortName: '甲支部',
    });
  });

  it('keeps a short name of its own when the file gives none', () => {
    expect(changeOf(row, { ...stored, shortName: '一支部' })).toEqual({ kind: 'UNCHANGED' });
  });
});

/** The same questions asked the slow way: each line alone, walking up by scanning the whole file. */
function naiveProblems(lines: readonly ImportRow[]): Set<string> {
  const wrong = new Set<string>();
  const first = (code: string): number =>
    code === '' ? -1 : lines.findIndex((cells) => cells.code === code);
  const above = (at: number): number =>
    lines[at]!.code === 'R' ? -1 : first(lines[at]!.parentCode);
  const isInCircle = (at: number): boolean => {
    let next = above(at);
    for (let steps = 0; next >= 0 && steps <= lines.length; steps++) {
      if (next === at) return true;
      next = above(next);
    }
    return false;
  };
  /** The level at which a line ends up; null when it hangs on nothing. */
  const level = (at: number, steps = 0): number | null => {
    if (steps > lines.length || isInCircle(at)) return null;
    const { code, parentCode } = lines[at]!;
    if (code === 'R') return 2;
    const parent = above(at);
    const outside = OUTSIDE.get(parentCode);
    const isOpen = outside?.status === 'ACTIVE' && outside.path.includes('R');
    const over = parent >= 0 ? level(parent, steps + 1) : isOpen ? outside.path.length : null;
    return over === null || over >= 8 ? null : over + 1;
  };
  lines.forEach(({ code, name, type, parentCode }, at) => {
    const before = lines.slice(0, at);
    if (code === '' || before.some((cells) => cells.code === code)) wrong.add(`${at} code`);
    const isTwice = before.some((cells) => cells.name === name && cells.parentCode === parentCode);
    if (name === '' || isTwice || (code === 'R' && name !== ROOT.fullName)) wrong.add(`${at} name`);
    const known = typeOf(type);
    if (!known) wrong.add(`${at} type`);
    if (code === 'R') return;
    const parent = above(at);
    const overLevel = parent >= 0 ? level(parent) : (OUTSIDE.get(parentCode)?.path.length ?? null);
    const isLost = parent < 0 && level(at) === null;
    if (isInCircle(at) || isLost || (overLevel !== null && overLevel >= 8)) {
      wrong.add(`${at} parentCode`);
    }
    if (isLost || isInCircle(at) || overLevel === null || !known) return;
    const over = parent >= 0 ? typeOf(lines[parent]!.type) : OUTSIDE.get(parentCode)!.type;
    if (over && !childTypes(over).includes(known)) {
      wrong.add(`${at} ${known === 'PROVINCE' ? 'type' : 'parentCode'}`);
    }
  });
  return wrong;
}

describe('planning random files', () => {
  const CODES = ['', 'R', 'OLD', 'SHUT', 'AWAY', 'NONE', ...'ABCDEFGHIJKL'.split('')];
  const NAMES = ['', 'R号组织', '甲组织', '乙组织', '丙组织', '丁组织', '戊组织'];
  const TYPES = ['支部', ...Object.values(TYPE_WORDS), 'committee', 'committee', 'committee'];
  const anyLine = fc.record<ImportRow>({
    code: fc.constantFrom(...CODES.filter((code) => !OUTSIDE.has(code) || code === 'R')),
    name: fc.constantFrom(...NAMES),
    type: fc.constantFrom(...TYPES),
    parentCode: fc.constantFrom(...CODES),
  });
  /** A sound tree, shuffled, with a few cells replaced. */
  const damagedTree = fc
    .tuple(
      fc.array(fc.nat(), { minLength: 1, maxLength: 14 }),
      fc.array(fc.tuple(fc.nat(), anyLine, fc.constantFrom('code', 'name', 'type', 'parentCode')), {
        maxLength: 3,
      }),
      fc.infiniteStream(fc.nat()),
    )
    .map(([choices, damage, chance]) => {
      const places = [...'R'].map((code) => ({ code, type: 'CITY' as OrganizationType }));
      const lines = choices.map((choice, at) => {
        const open = places.filter(({ type }) => type !== 'BRANCH');
        const parent = open[choice % open.length]!;
        const types = childTypes(parent.type);
        const type = types[(choice >> 4) % types.length]!;
        const code = `T${at}`;
        places.push({ code, type });
        return line(code, parent.code, TYPE_WORDS[type]);
      });
      for (const [at, other, column] of damage) {
        const victim = at % lines.length;
        lines[victim] = { ...lines[victim]!, [column]: other[column as 'code'] };
      }
      return lines
        .map((cells) => ({ cells, key: chance.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ cells }) => cells);
    });

  const agrees = (lines: ImportRow[]): void => {
    const found = plan(lines).rows.flatMap(({ problems }, at) =>
      problems.map(({ column }) => `${at} ${column}`),
    );
    expect([...new Set(found)].sort()).toEqual([...naiveProblems(lines)].sort());
  };

  it('agrees with a naive checker on heaps of lines', () => {
    fc.assert(fc.property(fc.array(anyLine, { maxLength: 12 }), agrees), { numRuns: 2000 });
  });

  it('agrees with a naive checker on damaged trees', () => {
    fc.assert(fc.property(damagedTree, agrees), { numRuns: 2000 });
  });

  it('writes every parent before its children and asks only for parents outside the file', () => {
    fc.assert(
      fc.property(damagedTree, (lines) => {
        const { rows, order } = plan(lines);
        const written = new Set(['P', 'R', ...OUTSIDE.keys()]);
        for (const at of order) {
          const { place, row } = rows[at]!;
          if (place) expect(written.has(place.parentId!)).toBe(true);
          written.add(row.code);
        }
        const codes = new Set(lines.map(({ code }) => code));
        const asked = outsideParents(rows.map(({ row }) => row));
        expect(asked.filter((code) => codes.has(code))).toEqual([]);
      }),
    );
  });
});
