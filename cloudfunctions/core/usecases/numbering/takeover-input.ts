import { z } from 'zod';

/** Rows of one call: as many as one transaction's worth of look-ups serves. */
const MOST = 200;

const cell = z.string().max(60, '每格最多 60 个字。');

/** Shape and bounds of the rows only: what a cell says wrongly is the row's verdict, not the call's refusal. */
export const takeoverInput = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        line: z.number().int().min(1).max(1_000_000),
        number: cell,
        name: cell,
        idType: z.enum(['RESIDENT', 'OVERSEAS'], '证件类型不正确。').optional(),
        idNumber: cell,
        birthDate: cell.optional(),
        gender: z.enum(['MALE', 'FEMALE'], '性别不正确。').optional(),
        branchCode: cell,
        joinMonth: cell,
        joinedInProvince: z.boolean().optional(),
        phone: cell.optional(),
      }),
    )
    .min(1, '表格里没有数据，请至少填写一行。')
    .max(MOST, `一次最多处理 ${MOST} 行，请分几次提交。`)
    .refine((rows) => new Set(rows.map(({ line }) => line)).size === rows.length, '行号有重复。'),
});
