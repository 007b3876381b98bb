import { ElMessage } from 'element-plus/es/components/message/index';
import { ref, shallowRef } from 'vue';
import { useOperation } from '../../service';
import type { Operation } from '../../service';
import type { CoverRow } from './cover-row';

/** Members of one call. */
const TOGETHER = 50;

type Cover = CoverRow['cover'];

/** Ticking that numbers were written on covers; `changed` is told what became of each member. */
export function useCoverTicks(changed: (ids: readonly string[], cover: Cover) => void) {
  /** Ids of members whose tick is on its way. */
  const busy = shallowRef<ReadonlySet<string>>(new Set());
  const running = ref(false);
  /** Calls without an answer: the same tick asks again under the same operation id. */
  const open = new Map<string, Operation<'roster.markCoverWritten'>>();

  async function send(memberIds: string[], written: boolean): Promise<boolean> {
    const key = JSON.stringify([memberIds, written]);
    const operation = open.get(key) ?? useOperation('roster.markCoverWritten');
    const answer = operation.unknown
      ? await operation.checkAgain()
      : await operation.run({ memberIds, written });
    if (operation.unknown) open.set(key, operation);
    else open.delete(key);
    if (answer) changed(memberIds, answer.cover);
    else ElMessage.error(operation.error?.sentence ?? '没有登记成功，请再试一次。');
    return answer !== null;
  }

  async function mark(ids: readonly string[], written: boolean): Promise<void> {
    running.value = true;
    busy.value = new Set([...busy.value, ...ids]);
    let ok = true;
    for (let at = 0; at < ids.length && ok; at += TOGETHER) {
      ok = await send(ids.slice(at, at + TOGETHER), written);
    }
    busy.value = new Set([...busy.value].filter((id) => !ids.includes(id)));
    running.value = busy.value.size > 0;
  }

  return { busy, running, mark };
}
