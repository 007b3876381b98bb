import { open, PAGES } from '../../platform/pages';
import type { Waiting } from '../../services/waiting';

/** The to-do of somebody in office: how many people wait, the first of them, and whether numbers suffice. */
Component({
  properties: {
    waiting: { type: Object, value: { count: 0, longest: '', people: [], stock: [] } as Waiting },
  },
  methods: {
    onReview() {
      open(PAGES.reviewList);
    },
    onPerson(event: WechatMiniprogram.TouchEvent) {
      open(`${PAGES.reviewDetail}?registrationId=${event.currentTarget.dataset.id}`);
    },
  },
});
