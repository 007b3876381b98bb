import { describe, expect, it } from '@jest/globals';
import { decodeText } from '../../admin/src/components/table-file/decode-text';
import { cellText, readCells } from '../../admin/src/components/table-file/read-cells';
import { readTable, slicesFrom } from '../../admin/src/pages/organization-import/import-table';

const HEAD = ['组织编码', '组织全称', '简称', '组织类型', '上级组织编码'];
const ROW = ['0606', '0606团委', '', '基层团委', '35'];

describe('a table of organisations', () => {
  it('is read with Chinese or English headings in any order', () => {
    const row = { line: 2, code: '0606', name: '0606团委', type: '基层团委', parentCode: '35' };
    expect(readTable([HEAD, ROW])).toEqual({ ok: true, rows: [row] });
    expect(
      readTable([
        ['parentCode', 'type', 'name', 'CODE'],
        ['35', '基层团委', '0606团委', '0606'],
      ]),
    ).toEqual({ ok: true, rows: [row] });
  });

  it('may have a title above, marks in the heading, and empty lines', () => {
    const result = readTable([
      ['2020年组织一览'],
      ['\uFEFF组织编码*', '组织全称（必填）', '简称', ' 组织类型', '上级组织编码'],
      ['', '', '', '', ''],
      ['0606', '0606团委', '六', '基层团委', '35'],
      [' '],
    ]);
    expect(result).toMatchObject({ ok: true, rows: [{ line: 4, code: '0606', shortName: '六' }] });
  });

  it('keeps short lines; the server tells what is missing in them', () => {
    expect(readTable([HEAD, ['0606']])).toEqual({
      ok: true,
      rows: [{ line: 2, code: '0606', name: '', type: '', parentCode: '' }],
    });
  });

  it('says what is missing when it cannot be one', () => {
    expect(readTable([['a', 'b'], ROW])).toMatchObject({ ok: false });
    const noParent = readTable([HEAD.slice(0, 4), ROW]);
    expect(noParent.ok === false && noParent.problem).toContain('“上级组织编码”');
    expect(readTable([HEAD])).toMatchObject({
      ok: false,
      problem: expect.stringContaining('没有数据'),
    });
    expect(readTable([HEAD, ...Array.from({ length: 100_001 }, () => ROW)])).toMatchObject({
      ok: false,
      problem: expect.stringContaining('100001'),
    });
  });

  it('numbers its rows as Excel does, with its heading and the empty lines between them', async () => {
    const csv = [
      '2020年组织一览',
      '',
      HEAD.join(','),
      ROW.join(','),
      '',
      ',,,,',
      ROW.join(','),
      '',
    ];
    const read = await readCells(new File([csv.join('\r\n')], '组织.csv'));
    const result = read.ok && readTable(read.cells);
    expect(result && result.ok && result.rows.map(({ line }) => line)).toEqual([4, 7]);
  });

  it('takes cells as they are written', () => {
    expect([cellText(null), cellText('0604'), cellText(12), cellText(true)]).toEqual([
      '',
      '0604',
      '12',
      'true',
    ]);
  });
});

describe('slices of an upload', () => {
  it('begin at multiples of two hundred and go on where the server stopped', () => {
    expect(slicesFrom(0, 450)).toEqual([0, 200, 400]);
    expect(slicesFrom(200, 450)).toEqual([200, 400]);
    expect(slicesFrom(450, 450)).toEqual([400]);
    expect(slicesFrom(400, 400)).toEqual([]);
  });
});

describe('text of unknown encoding', () => {
  it('is UTF-8, with or without a mark, or else GB 18030', () => {
    expect(decodeText(new TextEncoder().encode('\uFEFF团支部'))).toBe('团支部');
    expect(decodeText(new Uint8Array([0xcd, 0xc5, 0xd6, 0xa7, 0xb2, 0xbf]))).toBe('团支部');
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0xe2, 0x56]))).toBe('团');
  });
});
