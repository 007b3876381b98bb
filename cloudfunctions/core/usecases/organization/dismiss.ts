import { z } from 'zod';

import { today } from '../../domain/dates';
import { Refusal } from '../../domain/refusal';
import type { AccountDocument, OrganizationDocument } from '../../ports/documents';
import { OutOfDate, rereading } from '../account/by-phone';
import { command, type Context, postOf } from '../action';
import { postsInOffice } from '../identity';
import { operate } from '../operation';
import { orgId } from './input';
import { organizationToStaff, requireAnother, without } from './posts';

/** The province is never left without two people who can put things right. */
const LEAST_ADMINISTRATORS = 2;

/** More people than ever held posts in one organisation. */
const MOST_OFFICERS = 1000;

const nobodyThere = (): Refusal =>
  new Refusal('NOT_FOUND', '没有找到这个职务，可能已被免去，请刷新后核对。');

function requireEnoughLeft(
  organization: OrganizationDocument,
  officers: readonly AccountDocument[],
  leavingId: string,
  now: number,
): void {
  if (organization.type !== 'PROVINCE') return;
  const left = officers.filter(
    (officer) =>
      officer._id !== leavingId &&
      postsInOffice(officer, now).some((post) => post.orgId === organization._id),
  );
  if (left.length < LEAST_ADMINISTRATORS) {
    throw new Refusal(
      'CONFLICT',
      `团省委至少要保留${LEAST_ADMINISTRATORS}名管理员，请先任命其他人，再免去此人。`,
    );
  }
}

async function dismissOnce(
  context: Context,
  input: { orgId: string; postId: string; reason: string },
): Promise<void> {
  const organization = await organizationToStaff(context, 'organization.dismiss', input.orgId);
  const officers = await context.database.find(
    'accounts',
    { 'posts.orgId': organization._id },
    { limit: MOST_OFFICERS },
  );
  const officer = officers.find(({ posts }) => posts.some(({ id }) => id === input.postId));
  const now = context.runtime.now();

  await operate(context, input, async (transaction) => {
    if (!officer) throw nobodyThere();
    requireAnother(context, officer);
    const current = await transaction.get('organizations', organization._id);
    const account = await transaction.get('accounts', officer._id);
    if (!current || !account) throw nobodyThere();
    const post = account.posts.find(({ id }) => id === input.postId);
    if (!post || post.to < today(now)) {
      throw new Refusal('CONFLICT', '该职务已经结束，无需再免去，请刷新后核对。');
    }
    // Whoever appoints or dismisses writes the organisation: the officers counted above are still all.
    if (current.updatedAt !== organization.updatedAt) throw new OutOfDate();
    requireEnoughLeft(current, officers, officer._id, now);
    const posts = without(account.posts, post.id, now);
    await transaction.update('accounts', account._id, { posts });
    const isSecretary = current.secretary?.postId === post.id;
    await transaction.update('organizations', current._id, {
      ...(isSecretary && { secretary: null }),
      updatedAt: Math.max(now, current.updatedAt + 1),
    });
    await transaction.create('audit', {
      _id: context.opKey,
      at: now,
      actor: context.account?._id ?? null,
      post: context.post?.id ?? null,
      what: 'DISMISS',
      subject: account._id,
    });
    return {
      kind: 'DISMISS',
      actingOrg: postOf(context).orgId,
      orgs: [organization._id],
      subject: account._id,
      reason: input.reason,
      result: null,
    };
  });
}

/** Ends a post as of today. 11 requests, identity apart. */
export const dismiss = command(
  'organization.dismiss',
  z.strictObject({
    orgId,
    postId: z.string().min(1).max(64),
    reason: z.string().trim().min(1, '请写明免去职务的原因。').max(200, '原因最多200个字。'),
  }),
  async (context, input) => {
    await rereading(() => dismissOnce(context, input));
    return { dismissed: true };
  },
);
