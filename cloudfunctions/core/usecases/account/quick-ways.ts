import { z } from 'zod';

import type { QuickWays } from '../../../../typings/api';
import type { Wechat } from '../../ports/wechat';
import { query } from '../action';

export const quickWaysOf = ({ quickPhone, templates }: Wechat): QuickWays => ({
  quickPhone,
  templates,
});

/** What the environment is configured for: the page that signs in asks before anybody is known; no request. */
export const quickWays = query('account.quickWays', z.strictObject({}), ({ wechat }) =>
  Promise.resolve(quickWaysOf(wechat)),
);
