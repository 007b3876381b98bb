import type { ActionName } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import type { RegistrationDocument } from '../../ports/documents';
import { type Context, requireScope } from '../action';

/** A registration that lies in the scope of the acting post. Throws NOT_FOUND, FORBIDDEN. */
export function requireOwnScope(
  context: Context,
  action: ActionName,
  registration: RegistrationDocument | null,
): RegistrationDocument {
  if (!registration) throw new Refusal('NOT_FOUND', '没有找到这份报到，请刷新列表。');
  requireScope(context, action, registration.path);
  return registration;
}
