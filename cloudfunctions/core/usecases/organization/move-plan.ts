import {
  chainsBetween,
  MOST_DESCENDANTS,
  MOST_HOLDINGS,
  requirePlace,
} from '../../domain/organization-changes';
import { count } from '../../domain/intervals';
import { invalidField, Refusal } from '../../domain/refusal';
import type { HoldingDocument, OrganizationDocument } from '../../ports/documents';
import { reaches } from '../access';
import { type Context, postOf, requireScope } from '../action';
import { holdingId } from '../holdings';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { yearsWithRanges } from './years';

/** What a move will touch, as it was read before the transaction. */
export interface MovePlan {
  organization: OrganizationDocument;
  parent: OrganizationDocument;
  below: OrganizationDocument[];
  /** Above the organisation and below the lowest common ancestor, the upper first. */
  leaving: string[];
  entering: string[];
  /** Years whose holding is written: those in which it holds numbers, and every open one. */
  years: Array<{ year: number; closed: boolean; holding: HoldingDocument | null }>;
  /** Numbers that go along. */
  numbers: number;
}

/** Reads and checks a move; six requests. Throws NOT_FOUND, FORBIDDEN, INVALID, CONFLICT. */
export async function planMove(
  context: Context,
  action: 'organization.move' | 'organization.previewMove',
  { orgId, parentId }: { orgId: string; parentId: string },
): Promise<MovePlan> {
  const { database } = context;
  const names = await OrganizationNames.load(database, [orgId, parentId]);
  const organization = names.get(orgId);
  if (!organization) throw missingOrganization();
  requireScope(context, action, organization.path);
  const parent = names.get(parentId);
  if (!parent) throw invalidField('parentId', missingOrganization().message);
  if (!reaches('SELF_OR_BELOW', postOf(context).orgId, parent.path)) {
    throw new Refusal('FORBIDDEN', '新的上级组织不在你的管理范围内，请由共同的上级团组织办理。');
  }
  requireInUse(organization, parent);
  const below = (
    await database.find('organizations', { path: orgId }, { limit: MOST_DESCENDANTS + 2 })
  ).filter(({ _id }) => _id !== orgId);
  if (below.length > MOST_DESCENDANTS) throw tooLarge();
  const deepest = Math.max(0, ...below.map(({ path }) => path.length - organization.path.length));
  requirePlace(organization, parent, deepest);
  const [namesake] = await database.find(
    'organizations',
    { parentId, fullName: organization.fullName },
    { limit: 1, fields: ['_id'] },
  );
  if (namesake) {
    throw invalidField('parentId', '新的上级下已有同名组织，请先修改名称再移动。');
  }
  const { leaving, entering } = chainsBetween(organization.path.slice(0, -1), parent.path);
  const known = await yearsWithRanges(database);
  const held = await database.getMany(
    'holdings',
    known.map(({ year }) => holdingId(year, orgId)),
  );
  const byYear = new Map(held.map((holding) => [holding.year, holding]));
  const years = known
    .map(({ year, closed }) => ({ year, closed, holding: byYear.get(year) ?? null }))
    .filter(({ closed, holding }) => !closed || holding !== null);
  if (years.length * (1 + leaving.length + entering.length) > MOST_HOLDINGS) throw tooLarge();
  const numbers = held.reduce((sum, holding) => sum + count(holding.held), 0);
  return { organization, parent, below, leaving, entering, years, numbers };
}

const tooLarge = (): Refusal =>
  new Refusal('CONFLICT', '该组织的下级组织或编号太多，一次移不完，请先移动其下级组织。');

/** Throws CONFLICT when the organisation or its new parent is closed. */
export function requireInUse(
  organization: OrganizationDocument,
  parent: OrganizationDocument,
): void {
  if (organization.status !== 'ACTIVE') {
    throw new Refusal('CONFLICT', `“${organization.fullName}”已撤销，不能移动。`);
  }
  if (parent.status !== 'ACTIVE') {
    throw new Refusal('CONFLICT', `“${parent.fullName}”已撤销，请选择在用的上级组织。`);
  }
}
