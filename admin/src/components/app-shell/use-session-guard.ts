import { computed, onMounted, onUnmounted, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { signInAddress } from '../../router';
import { call } from '../../service';
import { sessionClock } from '../../service/session-clock';
import { useSession } from '../../stores/session';

/** Watches the idle time of the session: warns two minutes before its end and leaves at the end. */
export function useSessionGuard() {
  const session = useSession();
  const route = useRoute();
  const router = useRouter();
  const now = ref(Date.now());
  const clock = computed(() => sessionClock(session.lastAnswer, now.value));
  const renewing = ref(false);
  let timer: ReturnType<typeof setInterval>;

  onMounted(() => {
    timer = setInterval(() => {
      now.value = Date.now();
    }, 1_000);
  });
  onUnmounted(() => clearInterval(timer));

  watch(
    () => clock.value.state,
    (state) => {
      if (state !== 'ended' || !session.me) return;
      session.forget();
      void router.push(signInAddress(route));
    },
  );

  async function renew(): Promise<void> {
    renewing.value = true;
    try {
      await call('account.me', {});
    } catch {
      // The service already leads to the sign-in page, or the clock goes on running.
    } finally {
      renewing.value = false;
      now.value = Date.now();
    }
  }

  return { now, clock, renew, renewing };
}
