import { z } from 'zod';

import { invalidField, Refusal } from '../../domain/refusal';
import { command } from '../action';
import { ownImport, SLICE, sliceId, statusOf } from './import-session';
import { importId } from './input';

/** Longer than any sound cell; what is wrong with a shorter one the check says, with its line. */
const cell = z.string().max(200, '单元格内容太长，请检查表格。');

/** Rows of a spreadsheet: what Excel has. */
const MOST_LINES = 1_048_576;

/**
 * Stages one slice of lines: the same slice again replaces it. Slices begin at multiples of 200. Throws NOT_FOUND,
 * FORBIDDEN, INVALID (another number of lines than announced) and CONFLICT once the check has begun.
 */
export const importRows = command(
  'organization.importRows',
  z.strictObject({
    importId,
    from: z.int().min(0).multipleOf(SLICE),
    rows: z
      .array(
        z.strictObject({
          line: z.int().min(1).max(MOST_LINES).optional(),
          code: cell,
          name: cell,
          shortName: cell.optional(),
          type: cell,
          parentCode: cell,
        }),
      )
      .min(1)
      .max(SLICE),
  }),
  async (context, { importId: id, from, rows }) => {
    const { database } = context;
    const { session } = await ownImport(context, 'organization.importRows', id);
    if (session.state !== 'RECEIVING') {
      throw new Refusal('CONFLICT', '这次导入已开始检查，不能再改。请重新上传表格。');
    }
    if (rows.length !== Math.min(SLICE, session.total - from)) {
      throw invalidField('rows', '行数与开始导入时不一致，请重新上传表格。');
    }
    const slice = from / SLICE;
    await database.put('importSlices', {
      _id: sliceId(id, slice),
      importId: id,
      slice,
      rows,
      problems: [],
    });
    // How far the file has come, for the screen; the check counts the lines themselves.
    const received = Math.max(session.received, from + rows.length);
    await database.update('imports', id, { received });
    return statusOf({ ...session, received });
  },
);
