import { z } from 'zod';

import { today } from '../../domain/dates';
import { FIRST_MANAGED_YEAR } from '../../domain/member-number';
import { workingYear as yearToWorkIn } from '../../domain/year-figures';
import { query, requireScope } from '../action';
import { orgId } from './input';
import { figuresOfYears } from './year-figures';

/** The year a face begins with, this one at most. Two requests. */
export const workingYear = query(
  'numbering.workingYear',
  z.strictObject({ orgId }),
  async (context, input): Promise<{ year: number }> => {
    requireScope(context, 'numbering.workingYear', [input.orgId]);
    const thisYear = Number(today(context.runtime.now()).slice(0, 4));
    const years = Array.from(
      { length: thisYear - FIRST_MANAGED_YEAR + 1 },
      (_, index) => thisYear - index,
    );
    return { year: yearToWorkIn(await figuresOfYears(context.database, input.orgId, years)) };
  },
);
