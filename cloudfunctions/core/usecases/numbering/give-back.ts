import { PROMPTS } from '../../domain/prompts';
import { command, query } from '../action';
import { organizationInScope } from '../organization-lookup';
import { giveBackInput, requiredReason, rev } from './input';
import { parentIdOf, planOf, takeBack } from './reclaim';

/** What `giveBack` would do now. Four requests. */
export const previewGiveBack = query(
  'numbering.previewGiveBack',
  giveBackInput,
  async (context, input) => {
    const holder = await organizationInScope(context, 'numbering.previewGiveBack', input.orgId);
    return planOf(context, holder, parentIdOf(holder, undefined), input, '交还');
  },
);

/**
 * The holder gives its own free numbers back to its parent, the highest first (R-20 … R-24 from the other
 * side); nine requests. Refusals: EXHAUSTED (P-6), INVALID (more than there are), CONFLICT.
 */
export const giveBack = command(
  'numbering.giveBack',
  giveBackInput.extend({ rev, reason: requiredReason }),
  async (context, input) => {
    const holder = await organizationInScope(context, 'numbering.giveBack', input.orgId);
    const parentId = parentIdOf(holder, undefined);
    const moved = await takeBack(context, holder, parentId, input, 'GIVE_BACK');
    return { message: PROMPTS.givenBack, moved };
  },
);
