import { today } from '../domain/dates';
import { surnameOf } from '../domain/names';
import type { OrganizationDocument, StoredPost } from '../ports/documents';

/** How a person in office is named to others: surname and office, never the whole name. */
export const officeName = (name: string | null, role: StoredPost['role']): string =>
  `${surnameOf(name ?? '')}${role === 'SECRETARY' ? '同学' : '老师'}`;

/** The secretary in office at `now`, or null; one who sleeps is not. */
export function secretaryInOffice(
  organization: Pick<OrganizationDocument, 'secretary'> | undefined,
  now: number,
): OrganizationDocument['secretary'] {
  const secretary = organization?.secretary;
  return secretary && !secretary.asleep && secretary.to >= today(now) ? secretary : null;
}

/** The secretary in office, named to others; null when there is none. */
export function officeHolder(
  organization: Pick<OrganizationDocument, 'secretary'> | undefined,
  now: number,
): string | null {
  const secretary = secretaryInOffice(organization, now);
  return secretary ? officeName(secretary.name, 'SECRETARY') : null;
}
