import { computed, ref, shallowRef } from 'vue';
import type {
  AppointOutput,
  PassOutput,
  RegistrationField,
  ReviewDetail,
} from '../../../../typings/api';
import { filledIn } from '../../format/optional';
import { isPending } from '../../format/words';
import { call, refusalOf, useOperation } from '../../service';
import type { Refusal } from '../../service';
import { useSession } from '../../stores/session';

/** One person's registration: reading it, passing it, returning it. Made anew for each person. */
export function useReviewPanel(registrationId: string) {
  const detail = shallowRef<ReviewDetail | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const coverChecked = ref(false);
  const tried = ref(false);
  const session = useSession();
  const result = shallowRef<PassOutput | null>(null);
  /** What else happened with the approval. */
  const note = ref('');
  const returning = ref(false);
  const reassigning = ref(false);
  const appointing = ref(false);
  const operation = useOperation('review.pass');

  async function read(): Promise<void> {
    problem.value = null;
    operation.clear();
    try {
      detail.value = await call('review.get', { registrationId });
    } catch (error) {
      problem.value = refusalOf(error);
    }
  }

  /** R-37: a number of one's own is compared with the paper cover before the committee passes it. */
  const needsCover = computed(
    () => detail.value?.status === 'PENDING_COMMITTEE' && detail.value.mode === 'MANUAL',
  );
  const coverMissing = computed(() => tried.value && needsCover.value && !coverChecked.value);

  async function pass(): Promise<void> {
    tried.value = true;
    if (!detail.value || coverMissing.value || !isPending(detail.value.status)) return;
    result.value = await operation.run({
      registrationId,
      status: detail.value.status,
      coverChecked: needsCover.value ? true : undefined,
    });
  }

  async function passAgain(): Promise<void> {
    result.value = await operation.checkAgain();
  }

  /** R-41: only from 待团委审核, by whoever could approve it. */
  const mayAppoint = computed(
    () => session.isStaff && detail.value?.status === 'PENDING_COMMITTEE' && detail.value.may.pass,
  );

  function appointed({ approval, dismissed }: AppointOutput): void {
    appointing.value = false;
    if (!detail.value || !approval) return;
    const { name, branch } = detail.value;
    note.value = `已指定 ${name} 为 ${branch.name} 的团支书，任期一年${dismissed ? `；${dismissed} 的团支书职务已免去` : ''}。`;
    result.value = approval;
  }

  /** Fields that can be marked when returning: those that this person filled in. */
  const markable = computed<RegistrationField[]>(() => {
    const form = detail.value?.form;
    if (!form) return [];
    const number: RegistrationField[] =
      form.typedNumber !== null || needsCover.value ? ['typedNumber'] : [];
    const own: RegistrationField[] = form.idType === 'OVERSEAS' ? ['birthDate', 'gender'] : [];
    return [
      'name',
      'idType',
      'idNumber',
      ...own,
      'joinMonth',
      'joinedInProvince',
      'branchId',
      ...number,
      ...filledIn(form),
    ];
  });

  return {
    detail,
    problem,
    read,
    needsCover,
    coverChecked,
    coverMissing,
    operation,
    result,
    note,
    returning,
    reassigning,
    appointing,
    mayAppoint,
    appointed,
    pass,
    passAgain,
    markable,
  };
}
