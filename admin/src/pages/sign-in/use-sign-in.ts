import { computed, onMounted, onUnmounted, reactive, ref } from 'vue';
import { useRoute } from 'vue-router';
import { plainDigits } from '../../format/numbers';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { signInProblem } from './sign-in-problem';
import type { SignInField } from './sign-in-problem';
import { useEntering } from './use-entering';

/** Sign-in by SMS code; on a new browser the last six characters of the ID number as well. */
export function useSignIn() {
  const route = useRoute();
  const enter = useEntering();
  const form = reactive({ phone: '', code: '', idTail: '' });
  const needsIdTail = ref(false);
  const problem = ref<{ field: SignInField | null; text: string } | null>(
    route.query.problem ? { field: null, text: String(route.query.problem) } : null,
  );
  const sentFor = ref<number | null>(null);
  const sending = ref(false);
  const signingIn = ref(false);
  const now = ref(Date.now());
  const resendAt = ref(0);
  const resendIn = computed(() => Math.max(0, Math.ceil((resendAt.value - now.value) / 1000)));
  let timer: ReturnType<typeof setInterval>;

  onMounted(() => {
    timer = setInterval(() => {
      now.value = Date.now();
    }, 500);
  });
  onUnmounted(() => clearInterval(timer));

  function refuse(refusal: Refusal): void {
    const [field, text] = Object.entries(refusal.details.fields ?? {})[0] ?? [];
    const known = ['phone', 'code', 'idTail'].includes(field ?? '') ? (field as SignInField) : null;
    problem.value = { field: known, text: (known && text) || refusal.sentence };
    const wait = refusal.details.retryAfter;
    if (wait && sending.value) resendAt.value = Date.now() + wait * 1000;
  }

  async function sendCode(): Promise<void> {
    problem.value = signInProblem(form, 'phone');
    if (problem.value || sending.value) return;
    sending.value = true;
    try {
      const sent = await call('account.sendCode', { phone: plainDigits(form.phone) });
      resendAt.value = Date.now() + sent.resendAfter * 1000;
      sentFor.value = Math.round(sent.expiresIn / 60);
    } catch (error) {
      refuse(refusalOf(error));
    } finally {
      sending.value = false;
    }
  }

  async function signIn(): Promise<void> {
    problem.value = signInProblem(form, needsIdTail.value ? 'idTail' : 'code');
    if (problem.value || signingIn.value) return;
    signingIn.value = true;
    try {
      const result = await call('account.signIn', {
        phone: plainDigits(form.phone),
        code: plainDigits(form.code),
        idTail: needsIdTail.value ? form.idTail.trim().toUpperCase() : undefined,
      });
      if (result.state === 'ID_TAIL') {
        needsIdTail.value = true;
        return;
      }
      await enter(result.me);
    } catch (error) {
      refuse(refusalOf(error));
    } finally {
      signingIn.value = false;
    }
  }

  return { form, needsIdTail, problem, sentFor, resendIn, sending, signingIn, sendCode, signIn };
}
