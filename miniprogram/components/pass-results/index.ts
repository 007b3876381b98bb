import { copy } from '../../platform/clipboard';
import type { Fate, PassLine, Tally } from '../../services/pass-many';
import { tallyOf } from '../../services/pass-many';

const ICONS: Record<Fate, string> = {
  WAITING: 'clock',
  RUNNING: 'clock',
  PASSED: 'check',
  OVERTAKEN: 'info',
  REFUSED: 'danger',
  UNKNOWN: 'warn',
};

const countOf = ({ passed, overtaken, refused, unknown, waiting }: Tally): number =>
  passed + overtaken + refused + unknown + waiting;

/** `28 人已通过，2 人没有通过` */
function headlineOf(tally: Tally, running: boolean): string {
  const { passed, overtaken, refused, unknown, waiting } = tally;
  const all = countOf(tally);
  if (running) return `正在审核，已完成 ${all - unknown - waiting}/${all}`;
  const parts = [`${passed} 人已通过`];
  if (refused > 0) parts.push(`${refused} 人没有通过`);
  if (overtaken > 0) parts.push(`${overtaken} 人别人已处理`);
  if (unknown > 0) parts.push(`${unknown} 人结果未知`);
  if (waiting > 0) parts.push(`${waiting} 人还没有提交`);
  return parts.join('，');
}

/** What is to be done about those not settled; empty when everybody is. */
function openNote({ unknown, waiting }: Tally): string {
  if (unknown > 0) {
    return '没有收到系统的答复，可能已经通过。网络通畅时会自动核对，不会重复通过；也可以点“再次核对”。';
  }
  return waiting > 0 ? '还有人没有提交，点“继续”接着审核。' : '';
}

/**
 * What came of each person of a batch, while it goes on and afterwards. Events: `again` (send those not
 * settled once more), `close`.
 */
Component({
  properties: {
    lines: { type: Array, value: [] as PassLine[] },
    running: { type: Boolean, value: false },
  },
  data: {
    headline: '',
    note: '',
    level: 'info',
    percent: 0,
    icons: ICONS,
    again: '',
    /** People somebody has to look after; they can be shown alone. */
    failed: 0,
    onlyFailed: false,
    hasNumbers: false,
    copied: '',
  },
  observers: {
    'lines, running'(lines: PassLine[], running: boolean) {
      const tally = tallyOf(lines);
      const all = countOf(tally);
      const isOpen = tally.unknown + tally.waiting > 0;
      const failed = tally.refused + tally.unknown;
      this.setData({
        headline: headlineOf(tally, running),
        note: running ? '' : openNote(tally),
        level: isOpen || tally.refused > 0 ? 'warn' : 'ok',
        percent: all > 0 ? Math.round(((all - tally.unknown - tally.waiting) / all) * 100) : 0,
        again: tally.unknown > 0 ? '再次核对' : '继续',
        // Where it is everybody, there is nothing to leave out.
        failed: failed < all ? failed : 0,
        onlyFailed: this.data.onlyFailed && failed > 0,
        hasNumbers: lines.some(({ fate, number }) => fate === 'PASSED' && number !== ''),
      });
    },
  },
  methods: {
    onFilter() {
      this.setData({ onlyFailed: !this.data.onlyFailed });
    },
    async onCopy(event: WechatMiniprogram.TouchEvent) {
      const { number } = event.currentTarget.dataset as { number: string };
      if (await copy(number)) this.setData({ copied: number });
    },
    onAgain() {
      this.triggerEvent('again');
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
