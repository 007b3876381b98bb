import { z } from 'zod';

import { command } from '../action';
import { reveal as revealField, revealedField } from '../reveal';
import { memberInScope } from './member-in-scope';

/** Shows a member's ID number or one of the contacts in full, with a line in 操作日志. Throws RATE_LIMITED. */
export const reveal = command(
  'roster.reveal',
  z.strictObject({ memberId: z.string().min(1).max(64), field: revealedField }),
  async (context, { memberId, field }) => {
    const member = await context.database.get('members', memberId);
    return revealField(context, memberInScope(context, 'roster.reveal', member), field);
  },
);
