import { Refusal } from '../../domain/refusal';
import type { RegistrationDocument } from '../../ports/documents';
import { accountOf, type Context } from '../action';

/** Refuses a registration that is not the caller's own, in the same words as one that does not exist. */
export function requireOwn(
  context: Context,
  registration: RegistrationDocument | null,
): RegistrationDocument {
  if (!registration || registration.accountId !== accountOf(context)._id) {
    throw new Refusal('NOT_FOUND', '没有找到这份报到，请返回首页后重试。');
  }
  return registration;
}
