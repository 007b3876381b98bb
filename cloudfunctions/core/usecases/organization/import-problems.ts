import { z } from 'zod';

import type { ImportProblem } from '../../../../typings/api';
import { query } from '../action';
import { ownImport } from './import-session';
import { importId } from './input';

const SLICES_AT_ONCE = 100;
/** A page ends with the slice that fills it. */
const ENOUGH = 200;

/** What the check found, in the order of the lines; the cursor is the number of the last slice looked at. */
export const importProblems = query(
  'organization.importProblems',
  z.strictObject({
    importId,
    cursor: z
      .string()
      .regex(/^\d{1,5}$/)
      .optional(),
  }),
  async (context, { importId: id, cursor }) => {
    await ownImport(context, 'organization.importProblems', id);
    const items: ImportProblem[] = [];
    let after = cursor === undefined ? -1 : Number(cursor);
    for (;;) {
      const slices = await context.database.find(
        'importSlices',
        { importId: id, slice: { gt: after } },
        { sort: [['slice', 1]], limit: SLICES_AT_ONCE, fields: ['slice', 'problems'] },
      );
      for (const { slice, problems } of slices) {
        items.push(...problems);
        after = slice;
        if (items.length >= ENOUGH) return { items, next: String(after) };
      }
      if (slices.length < SLICES_AT_ONCE) return { items, next: null };
    }
  },
);
