import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import { registrationOf } from '../account/me';
import { accountOf, command } from '../action';
import { reveal as revealField, revealedField } from '../reveal';

/** Shows somebody the ID number or one of the contacts that the own registration was sent in with. Throws NOT_FOUND. */
export const reveal = command(
  'registration.reveal',
  z.strictObject({ field: revealedField }),
  async (context, { field }) => {
    const registration = await registrationOf(context, accountOf(context));
    if (!registration) throw new Refusal('NOT_FOUND', '你还没有提交过报到，请先办理团员报到。');
    return revealField(context, registration, field);
  },
);
