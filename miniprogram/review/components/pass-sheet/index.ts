import type { MeetingDraft, MeetingProblems } from '../../../services/meeting';
import { checkMeeting, EMPTY_MEETING } from '../../../services/meeting';
import type { PassPlan } from './plan';
import { EMPTY_PLAN } from './plan';

/**
 * The last question before many people are passed. Events: `confirm` {meeting, coverChecked}, `close`. What
 * was typed about the meeting stays for the next time.
 */
Component({
  properties: {
    show: { type: Boolean, value: false },
    plan: { type: Object, value: EMPTY_PLAN },
  },
  data: {
    meeting: EMPTY_MEETING,
    meetingProblems: {} as MeetingProblems,
    unfolded: false,
    coverChecked: false,
    coverProblem: '',
  },
  observers: {
    show(show: boolean) {
      if (show) this.setData({ coverChecked: false, coverProblem: '', meetingProblems: {} });
    },
  },
  methods: {
    onUnfold() {
      this.setData({ unfolded: !this.data.unfolded });
    },
    onMeeting(event: WechatMiniprogram.CustomEvent<MeetingDraft>) {
      this.setData({ meeting: event.detail, meetingProblems: {} });
    },
    onCover() {
      this.setData({ coverChecked: !this.data.coverChecked, coverProblem: '' });
    },
    onConfirm() {
      const plan = this.data.plan as PassPlan;
      const { meeting, coverChecked } = this.data;
      if (plan.covers && !coverChecked) {
        this.setData({ coverProblem: '请先核对这些人《入团志愿书》封面上的编号，勾选后再通过。' });
        return;
      }
      const check = checkMeeting(
        plan.asksMeeting ? meeting : EMPTY_MEETING,
        Date.now(),
        plan.earliest,
      );
      if (!check.ok) {
        this.setData({ meetingProblems: check.problems, unfolded: true });
        return;
      }
      const isChecked = plan.covers !== '' && coverChecked;
      this.triggerEvent('confirm', { meeting: check.meeting, coverChecked: isChecked });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
