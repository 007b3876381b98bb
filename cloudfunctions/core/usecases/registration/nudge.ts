import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import { isPending, mayNudge, stageOrg, STATUS_WORDS } from '../../domain/review';
import { command } from '../action';
import { dayOf, tooOften } from '../limits';
import { tell, turnMessages } from '../messages';
import { operate } from '../operation';
import { registrationId } from './input';
import { requireOwn } from './own';

/**
 * The applicant reminds whoever has to act, once a day in China: the reviewer's list shows it (申请人提醒).
 * Throws NOT_FOUND, CONFLICT (nobody has to act), RATE_LIMITED.
 */
export const nudge = command(
  'registration.nudge',
  z.strictObject({ registrationId }),
  async (context, input): Promise<{ nudgedAt: number }> => {
    const now = context.runtime.now();
    let waitsAt: string | null = null;
    const { result, fresh } = await operate(context, input, async (transaction) => {
      const registration = requireOwn(
        context,
        await transaction.get('registrations', input.registrationId),
      );
      const { _id, status } = registration;
      if (!isPending(status)) {
        throw new Refusal(
          'CONFLICT',
          `报到${STATUS_WORDS[status]}，不用再提醒，请刷新后查看进度。`,
        );
      }
      if (!mayNudge(registration, now)) {
        const text = '今天已经提醒过审核人了，请耐心等待；明天可以再提醒一次。';
        throw tooOften(text, now, dayOf(now).expiresAt);
      }
      waitsAt = stageOrg(status, registration);
      await transaction.update('registrations', _id, { nudgedAt: now });
      return {
        kind: 'NUDGE',
        actingOrg: null,
        orgs: [waitsAt],
        subject: _id,
        result: { nudgedAt: now },
      };
    });
    if (fresh && waitsAt) await tell(context, await turnMessages(context, waitsAt, 'NUDGE'));
    return result;
  },
);
