import { z } from 'zod';

import type { Revealed, RevealedField } from '../../../typings/api';
import { CONTACT_FIELDS } from '../domain/optional-fields';
import type { MemberDocument, RegistrationDocument } from '../ports/documents';
import { accountOf, type Context } from './action';
import { DuplicateError } from '../ports/database';
import { dayOf, hourOf, spend } from './limits';

/** Whoever looks at more in an hour is copying a list. */
const MOST = { hour: 60, day: 200 };

const WHAT: Record<RevealedField, string> = {
  idNumber: 'REVEAL_ID_NUMBER',
  phone: 'REVEAL_PHONE',
  email: 'REVEAL_EMAIL',
  qq: 'REVEAL_QQ',
  wechat: 'REVEAL_WECHAT',
};

export const revealedField = z.enum(['idNumber', 'phone', ...CONTACT_FIELDS]);

type Person = Pick<MemberDocument | RegistrationDocument, '_id' | `${RevealedField}Sealed`>;

/**
 * Shows one field of personal data in full, with a line in the audit; the caller has made sure that it may
 * be shown. The line comes first: what it does not tell is not shown. Six requests at most. Throws
 * RATE_LIMITED.
 */
export async function reveal(
  context: Context,
  person: Person,
  field: RevealedField,
): Promise<Revealed> {
  const { database, runtime, secrets } = context;
  const now = runtime.now();
  const account = accountOf(context)._id;
  const [hour, day] = [hourOf(now), dayOf(now)];
  const text = '查看完整个人信息的次数已达上限，请稍后再试；需要整批信息时请用导出功能。';
  const noted = { what: 'REVEAL_TOO_MANY', actor: account };
  const limit = (most: number, { window, expiresAt }: typeof hour) => ({
    id: `reveal:${account}:${window}`,
    most,
    expiresAt,
    text,
    noted,
  });
  await spend(database, now, [limit(MOST.hour, hour), limit(MOST.day, day)]);
  try {
    await database.add('audit', {
      _id: context.opKey,
      at: now,
      actor: account,
      post: context.post?.id ?? null,
      what: WHAT[field],
      subject: person._id,
    });
  } catch (error) {
    // The same call sent again: its line is there.
    if (!(error instanceof DuplicateError)) throw error;
  }
  const sealed = person[`${field}Sealed`];
  return { value: sealed ? secrets.open(sealed) : null };
}
