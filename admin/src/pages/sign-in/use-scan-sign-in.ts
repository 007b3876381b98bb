import { onMounted, onUnmounted, ref } from 'vue';
import type { ConsoleTicket } from '../../../../typings/api';
import { plainDigits } from '../../format/numbers';
import { call, refusalOf } from '../../service';
import { afterState, ticketText } from './scan-ticket';
import type { ScanStage } from './scan-ticket';
import { useEntering } from './use-entering';

const PAUSE = 2_000;

/** Sign-in by scanning: a ticket as a QR code, renewed while the page is seen, asked about until it is used. */
export function useScanSignIn() {
  const enter = useEntering();
  const stage = ref<ScanStage>('LOADING');
  const picture = ref('');
  const problem = ref('');
  const phone = ref('');
  const code = ref('');
  const checking = ref(false);
  let ticket: ConsoleTicket | null = null;
  let endsAt = 0;
  let renewals = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = false;

  async function fetchTicket(): Promise<void> {
    stage.value = 'LOADING';
    problem.value = '';
    code.value = '';
    try {
      const { toDataURL } = await import('qrcode');
      const fresh = await call('account.consoleTicket', {});
      // On white in the dark as well, or phones do not read it.
      picture.value = await toDataURL(ticketText(location.origin, fresh.ticket), {
        margin: 0,
        width: 352,
      });
      ticket = fresh;
      endsAt = Date.now() + fresh.expiresIn * 1000;
      stage.value = 'WAITING';
      wait();
    } catch (error) {
      ticket = null;
      problem.value = refusalOf(error).sentence;
      stage.value = 'FAILED';
    }
  }

  function wait(): void {
    clearTimeout(timer);
    if (!left) timer = setTimeout(() => void look(), PAUSE);
  }

  /** Asks what became of the ticket; not while nobody sees the page. */
  async function look(): Promise<void> {
    if (!ticket || checking.value) return;
    if (document.hidden) {
      wait();
      return;
    }
    try {
      await follow(await call('account.consoleTicketState', { ...keysOf(ticket) }));
    } catch {
      // The network, or a deployment under way: the next look tells.
      wait();
    }
  }

  const keysOf = ({ ticket: id, secret }: ConsoleTicket) => ({ ticket: id, secret });

  type Answer = Awaited<ReturnType<typeof call<'account.consoleTicketState'>>>;

  async function follow(answer: Answer): Promise<void> {
    if (left) return;
    if (answer.state === 'SIGNED_IN') {
      left = true;
      await enter(answer.me, answer.post);
      return;
    }
    if (answer.state === 'CODE') phone.value = answer.phone;
    const next = afterState(answer.state, stage.value, (endsAt - Date.now()) / 1000, renewals);
    if (next === 'RENEW') {
      renewals += 1;
      await fetchTicket();
      return;
    }
    stage.value = next;
    if (next !== 'STALE') wait();
  }

  /** Another ticket because somebody asked for it. */
  async function renew(): Promise<void> {
    renewals = 0;
    clearTimeout(timer);
    await fetchTicket();
  }

  async function sendCode(): Promise<void> {
    if (!ticket || checking.value) return;
    const typed = plainDigits(code.value);
    if (!/^\d{6}$/.test(typed)) {
      problem.value = '请填写短信里的 6 位验证码。';
      return;
    }
    checking.value = true;
    problem.value = '';
    clearTimeout(timer);
    try {
      await follow(await call('account.consoleTicketState', { ...keysOf(ticket), code: typed }));
    } catch (error) {
      const refusal = refusalOf(error);
      problem.value = refusal.details.fields?.code ?? refusal.sentence;
      wait();
    } finally {
      checking.value = false;
    }
  }

  onMounted(fetchTicket);
  onUnmounted(() => {
    left = true;
    clearTimeout(timer);
  });

  return { stage, picture, problem, phone, code, checking, renew, sendCode };
}
