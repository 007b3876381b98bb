import { computed, ref } from 'vue';
import type { SettingsChanges, SettingsView } from '../../../../typings/api';
import { ElMessage } from 'element-plus/es/components/message/index';
import { useOperation } from '../../service';

/**
 * One change of the settings with its reason. When somebody else was first the page is read again, so that what
 * stands there now is seen before the next try.
 */
export function useChange(
  view: () => SettingsView,
  emit: { done: (view: SettingsView) => void; stale: () => void },
) {
  const reason = ref('');
  const tried = ref(false);
  const operation = useOperation('numbering.changeSettings');
  const reasonProblem = computed(() =>
    tried.value && !reason.value.trim() ? '请写明为什么改，例如通知的文号。' : '',
  );

  function finish(done: SettingsView | null): void {
    if (!done) {
      if (operation.error?.code === 'CONFLICT') emit.stale();
      return;
    }
    ElMessage.success('已保存，一分钟内对所有人生效。');
    emit.done(done);
  }

  async function save(changes: SettingsChanges): Promise<void> {
    tried.value = true;
    if (!reason.value.trim()) return;
    const { rev } = view();
    finish(await operation.run({ rev, changes, reason: reason.value.trim() }));
  }

  return { reason, tried, reasonProblem, operation, save, finish };
}
