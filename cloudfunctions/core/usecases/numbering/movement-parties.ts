import type { MovementSide, OrganizationRef } from '../../../../typings/api';
import { isCommittee } from '../../domain/organizations';
import { figuresOf, type Holding } from '../../domain/holdings';
import { count } from '../../domain/intervals';
import { PROMPTS } from '../../domain/prompts';
import { invalidField, Refusal } from '../../domain/refusal';
import type { OrganizationDocument } from '../../ports/documents';
import { type Context, requireScope } from '../action';
import { missingOrganization, OrganizationNames, refOf } from '../organization-lookup';

export interface AllocationParties {
  grantor: OrganizationDocument;
  children: OrganizationDocument[];
}

/**
 * Loads grantor and receivers of an allocation in one request and refuses what the tree forbids: a
 * branch that grants, a receiver that is no direct child, is closed, or is listed twice.
 */
export async function allocationParties(
  context: Context,
  action: 'numbering.allocate' | 'numbering.previewAllocation',
  orgId: string,
  items: ReadonlyArray<{ orgId: string }>,
): Promise<AllocationParties> {
  const ids = items.map((item) => item.orgId);
  const loaded = await OrganizationNames.load(context.database, [orgId, ...ids]);
  const grantor = loaded.get(orgId);
  if (!grantor) throw missingOrganization();
  requireScope(context, action, grantor.path);
  if (grantor.type === 'BRANCH') throw new Refusal('INVALID', PROMPTS.branchAllocates);
  const children = ids.map((id, i) => {
    const child = loaded.get(id);
    if (!child) throw invalidField(`items.${i}.orgId`, missingOrganization().message);
    if (child.parentId !== orgId) throw invalidField(`items.${i}.orgId`, PROMPTS.skipsLevel);
    if (child.status !== 'ACTIVE') {
      throw invalidField(`items.${i}.orgId`, '该组织已撤销，不能再分配编号。');
    }
    if (ids.indexOf(id) !== i) throw invalidField(`items.${i}.orgId`, '同一组织填写了两次。');
    return child;
  });
  return { grantor, children };
}

/** One side of a previewed movement. */
export const sideOf = (
  organization: OrganizationRef,
  before: Holding,
  after: Holding,
  waiting: number,
): MovementSide => ({
  organization,
  before: figuresOf(before),
  after: figuresOf(after),
  freeBefore: before.free,
  freeAfter: after.free,
  waiting,
});

/** Refuses when the holding changed since the preview that was confirmed. */
export function requireRev(holding: Holding, previewed: number | undefined): void {
  if (previewed !== undefined && previewed !== holding.rev) {
    throw new Refusal('CONFLICT', '编号刚有变动，请重新查看预览后再提交。');
  }
}

/** The committee whose pool serves a branch that holds nothing; null when the branch has none above. */
const committeeAbove = (
  organization: OrganizationDocument,
  names: OrganizationNames,
): OrganizationRef | null => {
  if (isCommittee(organization.type) || !organization.committeeId) return null;
  const committee = names.get(organization.committeeId);
  return committee ? refOf(committee) : null;
};

/**
 * What an organisation that loses numbers and those who wait there have to expect; null when nothing. `word` names
 * the act; `names` has its committee.
 */
export function warningFor(
  loser: OrganizationDocument,
  after: Holding,
  waiting: number,
  names: OrganizationNames,
  word: '回收' | '交还' | '撤销',
): string | null {
  const free = count(after.free);
  if (loser.type === 'BRANCH' && free === 0 && after.used.length === 0) {
    const committee = committeeAbove(loser, names);
    if (!committee) return null;
    return word === '撤销'
      ? `撤销后，${loser.fullName}的编号将由${committee.name}统筹分配，还有 ${waiting} 人在那里等待审核。`
      : PROMPTS.poolMovesToCommittee(committee.name);
  }
  if (waiting <= free) return null;
  // Nobody's approval draws from a general branch: its numbers help once they are handed on.
  if (loser.type === 'GENERAL_BRANCH') {
    return `${loser.fullName}的下级还有 ${waiting} 人等待审核，${word}后本级剩 ${free} 个编号可以分给团支部，团支部的编号不够时审核会被拒绝。`;
  }
  return `还有 ${waiting} 人在${loser.fullName}等待审核，${word}后未使用编号 ${free} 个，不够时审核会被拒绝。`;
}
