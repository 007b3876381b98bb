import { describe, expect, it } from '@jest/globals';
import { countText } from '../../admin/src/format/numbers';
import { sheetRows } from '../../admin/src/pages/numbers/sheet-rows';
import { shrinkTargets } from '../../admin/src/pages/numbers/shrink-target';
import type { NumberRow, Overview } from '../../typings/api';

const row = (start: number, end: number, kind: NumberRow['kind']): NumberRow => ({
  start,
  end,
  count: end - start + 1,
  kind,
});

describe('where a top range can be made smaller', () => {
  it('R-5: only at its end, and only what is free there', () => {
    const rows = [
      row(100, 119, 'FREE'),
      row(120, 139, 'HANDED_DOWN'),
      row(140, 199, 'FREE'),
      row(300, 319, 'HANDED_DOWN'),
      row(500, 509, 'FREE'),
    ];
    expect([...shrinkTargets(rows)]).toEqual([
      [140, { start: 100, end: 199, most: 60 }],
      [500, { start: 500, end: 509, most: 10 }],
    ]);
    expect(shrinkTargets([]).size).toBe(0);
  });
});

describe('the sheet of an organisation', () => {
  it('holds the rows as text in the words of the guide', () => {
    const branch = { id: 'b', name: '0604团支部（1）', type: 'BRANCH' as const };
    const overview = {
      rows: [
        { ...row(202000012000, 202000012019, 'HANDED_DOWN'), organization: branch },
        row(202000012020, 202000012039, 'FREE'),
      ],
    } as unknown as Overview;
    expect(sheetRows(overview)).toEqual([
      ['202000012000', '202000012019', '20', '是', '0604团支部（1）'],
      ['202000012020', '202000012039', '20', '否', '本级'],
    ]);
  });
});

describe('a count told by a first page', () => {
  it('says that there are more', () => {
    expect(countText({ items: [1, 2], next: null })).toBe('2');
    expect(countText({ items: [1, 2], next: 'c' })).toBe('2+');
  });
});
