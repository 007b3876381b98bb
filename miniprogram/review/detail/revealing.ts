import type { RevealedField } from '../../../typings/api';
import { FIELD_WORDS } from '../../format/words';
import { confirm } from '../../platform/dialog';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import type { DetailView } from './view';

const WORDS: Record<RevealedField, string> = { ...FIELD_WORDS, phone: '手机号' };

const operationOf = new WeakMap<object, Operation<'review.reveal'>>();

/** Shows one masked value in full, after saying that it is recorded (domain.md §3.3); going on masks it again. */
export const revealingBehavior = Behavior({
  data: {
    registrationId: '',
    view: null as DetailView | null,
    revealing: false,
    refusal: '',
  },
  lifetimes: {
    attached() {
      operationOf.set(this, createOperation('review.reveal'));
    },
  },
  methods: {
    async onReveal(event: { detail: RevealedField }) {
      const field = event.detail;
      const operation = operationOf.get(this);
      const { registrationId, revealing } = this.data;
      if (!operation || revealing) return;
      const yes = await confirm({
        title: `查看完整${WORDS[field]}？`,
        text: '谁在什么时间查看过，会记入操作日志。请只用于核对本人身份。',
        yes: '查看',
      });
      if (!yes) return;
      this.setData({ revealing: true, refusal: '' });
      const outcome = await operation.run({ registrationId, field });
      this.setData({ revealing: false });
      // Meanwhile the reader may have gone on to the next one.
      if (registrationId !== this.data.registrationId) return;
      if (!outcome.ok) {
        const { unknown, refusal } = outcome;
        const refused = unknown ? '没有取到，请检查网络后再点“查看”。' : refusal.message;
        this.setData({ refusal: refused });
        return;
      }
      const at = this.data.view?.facts.findIndex(({ masks }) => masks === field) ?? -1;
      if (at < 0) return;
      this.setData({
        [`view.facts[${at}].value`]: outcome.data.value ?? '没有登记',
        [`view.facts[${at}].masks`]: '',
      });
    },
  },
});
