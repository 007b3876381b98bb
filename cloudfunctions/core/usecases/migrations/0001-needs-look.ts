import { needsLook } from '../../domain/preflight';
import type { RegistrationDocument } from '../../ports/documents';
import type { Migration } from './migration';

const PAGE = 100;
/** Documents that are changed at the same time. */
const AT_ONCE = 10;

const FIELDS = ['_id', 'needsLook', 'joinMonth', 'birthDate', 'mode', 'typedNumber', 'steps'];

/** Somebody taken over was never reviewed, and of somebody erased there is nothing to look at. */
const hasNoFindings = ({ birthDate, steps }: RegistrationDocument): boolean =>
  birthDate === '' || steps.some(({ decision }) => decision === 'BIND');

/** Registrations from before reviewers could narrow the list to those that need a look. */
export const addNeedsLook: Migration = {
  number: 1,
  what: '给以前提交的报到记上是否需要留意，审核列表才能按它筛选。',
  async page({ database }, cursor) {
    const found = await database.find(
      'registrations',
      { _id: { gt: cursor ?? '' } },
      { sort: [['_id', 1]], limit: PAGE, fields: FIELDS },
    );
    const old = found.filter((registration) => registration.needsLook === undefined);
    let changed = 0;
    for (let from = 0; from < old.length; from += AT_ONCE) {
      const done = await Promise.all(
        old.slice(from, from + AT_ONCE).map((registration) =>
          // Null is what the service takes a missing field for: whoever sent it in again meanwhile has set it.
          database.updateIf(
            'registrations',
            registration._id,
            { needsLook: null },
            {
              needsLook: !hasNoFindings(registration) && needsLook(registration),
            },
          ),
        ),
      );
      changed += done.filter(Boolean).length;
    }
    return { next: found.length === PAGE ? found.at(-1)!._id : null, changed };
  },
};
