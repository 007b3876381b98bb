import { consoleFunction } from '../core/entry/console';
import { accountActions } from '../core/usecases/account';
import { numberingActions } from '../core/usecases/numbering';
import { organizationActions } from '../core/usecases/organization';
import { registrationActions } from '../core/usecases/registration';
import { reviewActions } from '../core/usecases/review';
import { rosterActions } from '../core/usecases/roster';

export const main = consoleFunction([
  ...accountActions,
  ...organizationActions,
  ...numberingActions,
  ...registrationActions,
  ...reviewActions,
  ...rosterActions,
]);
