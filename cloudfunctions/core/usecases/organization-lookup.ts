import type { ActionName, OrganizationRef } from '../../../typings/api';
import { Refusal } from '../domain/refusal';
import type { Database } from '../ports/database';
import type { OrganizationDocument } from '../ports/documents';
import { type Context, requireScope } from './action';

/** An organisation as it is named to people: by its short name where it has one. */
export const refOf = (
  organization: Pick<OrganizationDocument, '_id' | 'fullName' | 'type'>,
): OrganizationRef => ({
  id: organization._id,
  name: organization.fullName,
  type: organization.type,
});

/** The refusal for an organisation that is not there. */
export const missingOrganization = (): Refusal =>
  new Refusal('NOT_FOUND', '没有这个组织，可能已被撤销，请刷新后重新选择。');

/** Loads an organisation that the acting post may work on; one request. Throws NOT_FOUND, FORBIDDEN. */
export async function organizationInScope(
  context: Context,
  action: ActionName,
  id: string,
): Promise<OrganizationDocument> {
  const organization = await context.database.get('organizations', id);
  if (!organization) throw missingOrganization();
  requireScope(context, action, organization.path);
  return organization;
}

/** What one query gives. */
const MOST_ROWS = 1000;
const NAME_FIELDS = ['fullName', 'type', 'path'];

/** Names of organisations by id, in one request (1,000 at most, as one page of a list has). */
export class OrganizationNames {
  private constructor(private readonly byId: ReadonlyMap<string, OrganizationDocument>) {}

  static async load(
    database: Database,
    ids: Iterable<string | null | undefined>,
  ): Promise<OrganizationNames> {
    const wanted = [...new Set([...ids].filter((id): id is string => Boolean(id)))];
    const found = await database.getMany('organizations', wanted);
    return new OrganizationNames(
      new Map(found.map((organization) => [organization._id, organization])),
    );
  }

  /** Names, types and paths only, of as many as a slice of an export has; one request a thousand. */
  static async loadMany(database: Database, ids: Iterable<string>): Promise<OrganizationNames> {
    const wanted = [...new Set(ids)];
    const byId = new Map<string, OrganizationDocument>();
    for (let from = 0; from < wanted.length; from += MOST_ROWS) {
      const chunk = wanted.slice(from, from + MOST_ROWS);
      const found = await database.getMany('organizations', chunk, NAME_FIELDS);
      for (const organization of found) byId.set(organization._id, organization);
    }
    return new OrganizationNames(byId);
  }

  get(id: string): OrganizationDocument | undefined {
    return this.byId.get(id);
  }

  /** An organisation that is gone keeps its id as its name: history stays readable. */
  ref(id: string): OrganizationRef {
    const organization = this.byId.get(id);
    return organization ? refOf(organization) : { id, name: id, type: 'BRANCH' };
  }

  refOrNull(id: string | null): OrganizationRef | null {
    return id === null ? null : this.ref(id);
  }

  path(ids: readonly string[]): OrganizationRef[] {
    return ids.map((id) => this.ref(id));
  }
}
