import { today } from '../../domain/dates';
import { retire } from '../../domain/organization-changes';
import { Refusal } from '../../domain/refusal';
import type { OrganizationDocument } from '../../ports/documents';
import { OutOfDate } from '../account/by-phone';
import { accountOf, type Context, postOf } from '../action';
import { lineOf } from '../holdings';
import { HoldingsAtHand } from '../holdings-at-hand';
import { operate } from '../operation';
import { missingOrganization } from '../organization-lookup';
import { without } from './posts';

/** More people than hold posts in an organisation that is about to close. */
const MOST_OFFICERS = 100;

const PENDING = ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE'] as const;

/**
 * closes one organisation in one transaction: no open child, no open registration, no free number.
 * Members and used numbers stay; posts end. Its holding of every open year is written even when it is
 * empty, so that an allocation at the same moment conflicts; whoever submits to a branch writes the branch
 * (registration/branch.ts). Throws CONFLICT, OutOfDate (to be read again).
 */
export async function closeOne(
  context: Context,
  organization: OrganizationDocument,
  openYears: readonly number[],
  reason: string,
  key: string,
): Promise<void> {
  const { database, runtime } = context;
  const { _id } = organization;
  const now = runtime.now();
  const officers = await database.find(
    'accounts',
    { 'posts.orgId': _id },
    { limit: MOST_OFFICERS, fields: ['_id'] },
  );
  const [child] = await database.find(
    'organizations',
    { parentId: _id, status: 'ACTIVE' },
    { limit: 1, fields: ['fullName'] },
  );
  const waiting = await database.count('registrations', { path: _id, status: { in: PENDING } });
  await operate(
    context,
    { orgId: _id, reason },
    async (transaction) => {
      const current = await transaction.get('organizations', _id);
      if (!current) throw missingOrganization();
      if (current.status !== 'ACTIVE') throw new Refusal('CONFLICT', '该组织已经撤销过了。');
      // Whoever creates below it, appoints or dismisses writes the organisation: what was read still holds.
      if (current.updatedAt !== organization.updatedAt) throw new OutOfDate();
      if (child) {
        throw new Refusal('CONFLICT', `下面还有“${child.fullName}”，请先撤销或移动下级组织。`);
      }
      if (waiting > 0) {
        throw new Refusal('CONFLICT', `还有 ${waiting} 人的报到没有办完，请先审核或退回。`);
      }
      const holdings = new HoldingsAtHand(transaction);
      const lines = [];
      for (const year of openYears) {
        const before = await holdings.read(year, current);
        if (before.closed) continue;
        const after = retire(before);
        holdings.change(after);
        lines.push({ year, line: lineOf('ORG_CLOSE', before, after, []) });
      }
      await holdings.save();
      await transaction.update('organizations', _id, {
        status: 'CLOSED',
        secretary: null,
        updatedAt: Math.max(now, current.updatedAt + 1),
      });
      for (const officer of officers) {
        const account = await transaction.get('accounts', officer._id);
        const ending = account?.posts.filter((post) => post.orgId === _id && post.to >= today(now));
        if (!account || !ending || ending.length === 0) continue;
        const posts = ending.reduce((left, post) => without(left, post.id, now), account.posts);
        await transaction.update('accounts', account._id, { posts });
      }
      await transaction.create('audit', {
        _id: key,
        at: now,
        actor: accountOf(context)._id,
        post: postOf(context).id,
        what: 'CLOSE_ORGANIZATION',
        subject: _id,
      });
      return {
        kind: 'ORG_CLOSE',
        lines: lines.map(({ line }) => line),
        actingOrg: postOf(context).orgId,
        orgs: [_id, ...(current.parentId ? [current.parentId] : [])],
        subject: _id,
        reason,
        result: {},
      };
    },
    key,
  );
}
