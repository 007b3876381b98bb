import { z } from 'zod';

import type { Invitation, Invited } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import { WechatError } from '../../ports/wechat';
import { type Context, query, requireScope } from '../action';
import { officeHolder } from '../office';
import { OrganizationNames, refOf } from '../organization-lookup';
import { branchFor } from './branch';

/** The page behind the code; it gets the branch as its query `scene`. */
const PAGE = 'pages/register/index';

async function drawn(context: Context, scene: string): Promise<string> {
  try {
    return await context.wechat.codeFor(PAGE, scene);
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    const text =
      error.reason === 'QUOTA'
        ? '现在生成二维码的人较多，请过一分钟再试。'
        : '二维码没有生成，请稍后再试；也可以请新团员按支部名称搜索。';
    const refusal = new Refusal(error.reason === 'QUOTA' ? 'BUSY' : 'INTERNAL', text);
    refusal.cause = error;
    throw refusal;
  }
}

/**
 * The mini-program code of a branch, to be shown at its meeting. The scene is the branch's code itself: at
 * most 32 capitals, digits and hyphens, all of which a scene may hold. It opens what everybody may choose
 * anyway, so it is no secret and does not expire. Throws FORBIDDEN, INVALID (no branch, or closed).
 */
export const invitation = query(
  'registration.invitation',
  z.strictObject({ branchId: z.string().min(1).max(32) }),
  async (context, { branchId }): Promise<Invitation> => {
    const branch = await branchFor(context.database, branchId);
    requireScope(context, 'registration.invitation', branch.path);
    if (context.caller.kind !== 'phone') {
      throw new Refusal('FORBIDDEN', '请在手机小程序的“团支部”页面打开二维码。');
    }
    const image = await drawn(context, branch._id);
    return { branch: refOf(branch), scene: branch._id, page: PAGE, image };
  },
);

/** What the page behind a code shows: the branch and who reviews there. Throws INVALID when it takes nobody. */
export const invited = query(
  'registration.invited',
  z.strictObject({ scene: z.string().trim().min(1).max(32) }),
  async (context, { scene }): Promise<Invited> => {
    const branch = await branchFor(context.database, scene);
    const names = await OrganizationNames.load(context.database, branch.path);
    return {
      branch: refOf(branch),
      path: names.path(branch.path),
      secretary: officeHolder(branch, context.runtime.now()),
    };
  },
);
