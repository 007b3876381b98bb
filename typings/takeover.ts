import type { OrganizationRef } from './common';
import type { Gender, IdType } from './registration';

/** A line of the file that takes members over at go-live; cells are text as they were read. */
export interface TakeoverRow {
  /** The row as the spreadsheet numbers it: names the row in the answer. */
  line: number;
  number: string;
  name: string;
  /** RESIDENT when left out. */
  idType?: IdType;
  idNumber: string;
  /** OVERSEAS only, `YYYY-MM-DD`: a resident's follow the ID number. */
  birthDate?: string;
  gender?: Gender;
  branchCode: string;
  /** `YYYY-MM`; the usual ways of writing it and whole days are understood. */
  joinMonth: string;
  /** Yes when left out. */
  joinedInProvince?: boolean;
  /** Whoever signs in with it finds the own record without anybody's help. */
  phone?: string;
}

export type TakeoverColumn = Exclude<keyof TakeoverRow, 'line'>;

/** Headings of the template, by column; the order is that of the template. */
export interface TakeoverHeadings extends Record<TakeoverColumn, string> {
  number: '团员编号';
  name: '姓名';
  idType: '证件类型';
  idNumber: '证件号';
  birthDate: '出生日期';
  gender: '性别';
  branchCode: '团支部编码';
  joinMonth: '入团年月';
  joinedInProvince: '是否省内入团';
  phone: '手机号';
}

/** What is wrong with a row, and what to do about it. */
export interface TakeoverProblem {
  column: TakeoverColumn;
  problem: string;
  fix: string;
}

/** ASSIGNED: of a range of the province, from `holder`'s numbers. EXTERNAL: an own number, nobody's stock. */
export type TakeoverPlace =
  { state: 'ASSIGNED'; holder: OrganizationRef } | { state: 'EXTERNAL'; holder: null };

/** The answer for one row. `Fine`: READY in the check, DONE in the commit. */
export type TakeoverVerdict<Fine extends 'READY' | 'DONE'> = { line: number } & (
  | {
      result: Fine;
      place: TakeoverPlace;
      /** Allowed, but worth a look; empty when nothing is. */
      warnings: string[];
    }
  /** The same person has this number in the system already. */
  | { result: 'ALREADY'; warnings: string[] }
  | { result: 'CLASH'; problems: TakeoverProblem[] }
);

export interface TakeoverActions {
  /**
   * 1–200 rows of a file, each with its verdict; nothing is written. What a row has in common with rows of
   * another slice shows only at the commit: the face compares numbers and ID numbers of the whole file.
   */
  'numbering.takeoverCheck': {
    input: { rows: TakeoverRow[] };
    output: { rows: Array<TakeoverVerdict<'READY'>> };
  };
  /** Takes over what is sound, as much as fits in one call; there is no undo. */
  'numbering.takeoverCommit': {
    input: { rows: TakeoverRow[] };
    output: {
      rows: Array<TakeoverVerdict<'DONE'>>;
      /** Lines not reached in time: send the same call again, with the same operation id. */
      unfinished: number[];
    };
  };
}
