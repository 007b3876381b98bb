import { z } from 'zod';

import { command } from '../action';
import { ownImport } from './import-session';
import { importId } from './input';

/** Gives an import up: it is not offered again, nor those begun before it. What it wrote stays. Three requests. */
export const importDrop = command(
  'organization.importDrop',
  z.strictObject({ importId }),
  async (context, { importId: id }) => {
    await ownImport(context, 'organization.importDrop', id);
    await context.database.update('imports', id, { dropped: true });
    return { dropped: true as const };
  },
);
