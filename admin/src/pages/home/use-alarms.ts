import { onMounted, onUnmounted, shallowRef } from 'vue';
import type { Alarm } from '../../../../typings/api';
import { call } from '../../service';
import { useSession } from '../../stores/session';

const EVERY_MS = 5 * 60_000;

/** What is wrong with the system, for the province; asked for again while the page stays open. */
export function useAlarms() {
  const session = useSession();
  const alarms = shallowRef<Alarm[]>([]);
  let timer: ReturnType<typeof setInterval> | undefined;

  async function read(): Promise<void> {
    // The page is whole without them: what cannot be read now is asked for again.
    const found = await call('account.alarms', {}).catch(() => null);
    if (found) alarms.value = found.items;
  }

  onMounted(() => {
    if (session.post?.organization.type !== 'PROVINCE') return;
    void read();
    timer = setInterval(() => void read(), EVERY_MS);
  });
  onUnmounted(() => clearInterval(timer));

  return { alarms };
}
