import { inOffice } from './office';
import { COMMITTEE, detail, postAt } from './people';
import type { FakePhone } from './phone';
import { ok } from './phone';
import { show } from './simulate';

/** The detail page of a registration that differs so, as a member of the committee sees it. */
export const openDetail = (
  given: Parameters<typeof detail>[0],
  more: (phone: FakePhone) => void = () => undefined,
) =>
  show(
    'review/detail/index',
    { registrationId: 'r1' },
    inOffice([postAt(COMMITTEE)], (phone) => {
      phone.answers['review.get'] = () => ok(detail(given));
      more(phone);
    }),
  );

export const PASSED_MESSAGE = '审核成功！将202000012020编号分配给吴子墨，目前还剩19个名额';

/** The answer to an approval. */
export const passed = ok({
  registrationId: 'r1',
  status: 'APPROVED',
  message: PASSED_MESSAGE,
  memberNumber: '202000012020',
  numberSource: 'AUTO_BRANCH',
  remaining: 19,
});
