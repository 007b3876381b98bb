import { stageOf } from '../../format/words';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import type { Refusal } from '../../services/refusal';
import { session } from '../../services/session';
import type { CoverTick } from '../components/result-dialog/index';

const operationOf = new WeakMap<object, Operation<'roster.markCoverWritten'>>();

/** What the tick begins with: committees write new numbers on the covers (domain.md §3.3). */
export function coverTick(drawn: boolean): CoverTick {
  const { post } = session.get();
  const isCommittee = post && stageOf(post.organization.type) === 'PENDING_COMMITTEE';
  return drawn && isCommittee ? 'open' : 'none';
}

const problemOf = ({ unknown, refusal }: { unknown: boolean; refusal: Refusal }): string =>
  unknown ? '没有收到答复，请再点一次“已写”。' : `没有登记上：${refusal.message}`;

/** Ticks in the dialog after an approval that the new number stands on the cover; a second tap takes it away. */
export const coverTickBehavior = Behavior({
  data: {
    registrationId: '',
    cover: { tick: 'none' as CoverTick, problem: '' },
  },
  lifetimes: {
    attached() {
      operationOf.set(this, createOperation('roster.markCoverWritten'));
    },
  },
  methods: {
    async onCoverWritten() {
      const operation = operationOf.get(this);
      const { cover, registrationId } = this.data;
      if (!operation || cover.tick === 'none' || cover.tick === 'busy') return;
      const written = cover.tick === 'open';
      this.setData({ cover: { tick: 'busy', problem: '' } });
      // A member has the id of the registration that was approved.
      const outcome = await operation.run({ memberIds: [registrationId], written });
      if (registrationId !== this.data.registrationId) return;
      const isWritten = outcome.ok ? written : !written;
      this.setData({
        cover: {
          tick: isWritten ? 'done' : 'open',
          problem: outcome.ok ? '' : problemOf(outcome),
        },
      });
    },
  },
});
