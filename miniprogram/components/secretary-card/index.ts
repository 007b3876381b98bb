import { open, PAGES } from '../../platform/pages';
import type { Waiting } from '../../services/waiting';
import type { Way } from './ways';
import { waysOf } from './ways';

const NOBODY: Waiting = {
  count: 0,
  longest: '',
  people: [],
  stock: [],
  year: 0,
  type: 'BRANCH',
  latest: null,
};

/** The to-do of somebody in office: who waits, whether numbers suffice, what else is done here, what moved last. */
Component({
  properties: {
    waiting: { type: Object, value: NOBODY },
  },
  data: { ways: [] as readonly Way[] },
  observers: {
    'waiting.type'(type: Waiting['type']) {
      this.setData({ ways: waysOf(type) });
    },
  },
  methods: {
    /** The pages about numbers begin with the year that matters now. */
    go(page: string, year: number) {
      open(year > 0 ? `${page}?year=${year}` : page);
    },
    onReview() {
      open(PAGES.reviewList);
    },
    onPerson(event: WechatMiniprogram.TouchEvent) {
      open(`${PAGES.reviewDetail}?registrationId=${event.currentTarget.dataset.id}`);
    },
    onStock(event: WechatMiniprogram.TouchEvent) {
      this.go(PAGES.branchHome, Number(event.currentTarget.dataset.year));
    },
    onWay(event: WechatMiniprogram.TouchEvent) {
      this.go(String(event.currentTarget.dataset.page), (this.data.waiting as Waiting).year);
    },
    onLatest() {
      this.go(PAGES.branchHistory, (this.data.waiting as Waiting).year);
    },
  },
});
