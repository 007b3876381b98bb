import { describe, expect, it } from '@jest/globals';
import {
  readTakeover,
  sharedLines,
  sliceOpId,
  slicesOf,
} from '../../admin/src/pages/takeover/takeover-table';

const HEAD = ['团员编号', '姓名', '证件类型', '证件号', '团支部编码', '入团年月', '是否省内入团'];
const ROW = ['202000012020', '张晓', '', '350199200601150025', '0604-1-2', '2020-05', ''];

function rowsOf(...rows: string[][]) {
  const table = readTakeover([HEAD, ...rows]);
  if (!table.ok) throw new Error(table.problem);
  return table.rows;
}

describe('the table of members taken over (R-73)', () => {
  it('is read with its rows as Excel numbers them; what is left out is an ID card and an admission in the province', () => {
    expect(rowsOf(ROW, ['', '', '', '', '', '', ''], ROW)).toEqual([
      {
        line: 2,
        number: '202000012020',
        name: '张晓',
        idType: 'RESIDENT',
        idNumber: '350199200601150025',
        branchCode: '0604-1-2',
        joinMonth: '2020-05',
        joinedInProvince: true,
      },
      expect.objectContaining({ line: 4 }),
    ]);
  });

  it('understands other documents and other provinces', () => {
    const [row] = rowsOf([...ROW.slice(0, 2), '港澳居民来往内地通行证', ...ROW.slice(3, 6), '否']);
    expect(row).toMatchObject({ idType: 'OVERSEAS', joinedInProvince: false });
  });

  it('takes the phone number along where the file has one', () => {
    const table = readTakeover([
      [...HEAD, '手机号'],
      [...ROW, '13900000001'],
      [...ROW, ''],
    ]);
    const phones = table.ok && table.rows.map(({ phone }) => phone);
    expect(phones).toEqual(['13900000001', undefined]);
  });

  it('says which columns are missing', () => {
    const table = readTakeover([HEAD.slice(0, 4), ROW]);
    expect(table.ok === false && table.problem).toContain('“团支部编码”“入团年月”');
  });

  it('names lines that share a number or an ID number, wherever in the file they stand', () => {
    const other = ['202000012021', '李想', '', '350199200603010018', '0604-1-2', '2020-05', ''];
    const rows = rowsOf(
      ROW,
      other,
      ['2020 0001 2020', '王朋', '', '350199200605040034', ...ROW.slice(4)],
      ['202000012022', '李想', '', '350199200603010018', ...ROW.slice(4)],
    );
    expect([...sharedLines(rows)]).toEqual([
      [2, '团员编号与第 4 行相同'],
      [4, '团员编号与第 2 行相同'],
      [3, '证件号与第 5 行相同'],
      [5, '证件号与第 3 行相同'],
    ]);
  });

  it('goes in slices of 200, each with a name of its own that never changes', async () => {
    const rows = Array.from({ length: 401 }, (_, index) => ({
      ...rowsOf(ROW)[0]!,
      line: index + 1,
    }));
    const slices = slicesOf(rows);
    expect(slices.map(({ length }) => length)).toEqual([200, 200, 1]);
    const names = await Promise.all(slices.map(sliceOpId));
    expect(new Set(names).size).toBe(3);
    expect(await sliceOpId(slices[1]!)).toBe(names[1]);
    expect(names[0]).toMatch(/^[0-9a-f]{32}$/);
  });
});
