import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import { isPending, STATUS_WORDS } from '../../domain/review';
import { command } from '../action';
import { reveal as revealField, revealedField } from '../reveal';
import { registrationId } from './input';
import { requireOwnScope } from './scope';
import { stageFor, turnOf } from './turn';

/**
 * Shows an applicant's ID number or one of the contacts in full to whoever could decide now (domain.md §3.3), with
 * a line in 操作日志. Throws FORBIDDEN, RATE_LIMITED.
 */
export const reveal = command(
  'review.reveal',
  z.strictObject({ registrationId, field: revealedField }),
  async (context, input) => {
    const registration = requireOwnScope(
      context,
      'review.reveal',
      await context.database.get('registrations', input.registrationId),
    );
    const { status } = registration;
    if (!isPending(status)) {
      throw new Refusal(
        'FORBIDDEN',
        `这份报到${STATUS_WORDS[status]}，不再显示完整信息。已通过的，请团委在“团籍资料”中查看。`,
      );
    }
    turnOf(context, registration, status, await stageFor(context, registration));
    return revealField(context, registration, input.field);
  },
);
