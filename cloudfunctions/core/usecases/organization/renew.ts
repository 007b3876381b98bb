import { z } from 'zod';

import { today } from '../../domain/dates';
import { Refusal } from '../../domain/refusal';
import { command, postOf } from '../action';
import { operate } from '../operation';
import { orgId } from './input';
import { auditPosts, termFrom } from './into-office';
import { organizationToStaff, requireAnother } from './posts';

/** More people than ever held posts in one organisation. */
const MOST_OFFICERS = 1000;

/**
 * Begins another year of a post in office, by the organisation above; a post that sleeps wakes. Eleven requests,
 * identity apart. Throws NOT_FOUND, CONFLICT (ended: to be appointed anew), FORBIDDEN (one's own).
 */
export const renew = command(
  'organization.renew',
  z.strictObject({ orgId, postId: z.string().min(1).max(64) }),
  async (context, input) => {
    const { database, runtime } = context;
    const organization = await organizationToStaff(context, 'organization.renew', input.orgId);
    const officers = await database.find(
      'accounts',
      { 'posts.orgId': organization._id },
      { limit: MOST_OFFICERS, fields: ['_id', 'posts'] },
    );
    const officer = officers.find(({ posts }) => posts.some(({ id }) => id === input.postId));
    const now = runtime.now();
    const { result } = await operate(context, input, async (transaction) => {
      const current = await transaction.get('organizations', organization._id);
      const account = officer ? await transaction.get('accounts', officer._id) : null;
      const post = account?.posts.find(({ id }) => id === input.postId);
      if (!current || !account || post?.orgId !== current._id) {
        throw new Refusal('NOT_FOUND', '没有找到这个职务，可能已被免去，请刷新后核对。');
      }
      requireAnother(context, account);
      if (post.to < today(now) || current.status !== 'ACTIVE') {
        throw new Refusal('CONFLICT', '该职务已经结束，不能续任，请重新任命。');
      }
      const term = termFrom(now);
      await transaction.update('accounts', account._id, {
        posts: account.posts.map((held) => (held.id === post.id ? { ...held, ...term } : held)),
      });
      const { secretary } = current;
      await transaction.update('organizations', current._id, {
        ...(secretary?.postId === post.id && {
          secretary: { ...secretary, to: term.to, asleep: false },
        }),
        updatedAt: Math.max(now, current.updatedAt + 1),
      });
      await auditPosts(context, transaction, 'RENEW', account._id);
      return {
        kind: 'RENEW',
        actingOrg: postOf(context).orgId,
        orgs: [current._id],
        subject: account._id,
        result: { to: term.to },
      };
    });
    return result;
  },
);
