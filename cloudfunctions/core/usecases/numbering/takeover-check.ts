import type { TakeoverVerdict } from '../../../../typings/api';
import { query } from '../action';
import { OrganizationNames } from '../organization-lookup';
import { takeoverInput } from './takeover-input';
import { fineVerdict, planTakeover } from './takeover-plan';

/**
 * what would become of up to 200 rows; nothing is written. At most ten requests, whatever the number
 * of rows, members and organisations.
 */
export const takeoverCheck = query(
  'numbering.takeoverCheck',
  takeoverInput,
  async (context, { rows }) => {
    const { ready, already, clashes } = await planTakeover(context, rows);
    const names = await OrganizationNames.load(
      context.database,
      ready.map(({ holding }) => holding?.orgId),
    );
    const sound = new Map(ready.map((planned) => [planned.row.line, planned]));
    return {
      rows: rows.map(({ line }): TakeoverVerdict<'READY'> => {
        const planned = sound.get(line);
        if (planned) {
          const { holding, warnings } = planned;
          return fineVerdict('READY', line, holding?.orgId ?? null, warnings, names);
        }
        const known = already.get(line);
        return known
          ? { line, result: 'ALREADY', warnings: known.warnings }
          : { line, result: 'CLASH', problems: clashes.get(line) ?? [] };
      }),
    };
  },
);
