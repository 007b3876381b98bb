import { today } from '../../checks/dates';
import { dayWords } from '../../format/time';
import type { MeetingDraft, MeetingProblems } from '../../services/meeting';
import { EMPTY_MEETING } from '../../services/meeting';

/** Date, people present and votes of a branch meeting; optional. Event `change`: the whole draft. */
Component({
  properties: {
    value: { type: Object, value: EMPTY_MEETING },
    problems: { type: Object, value: {} as MeetingProblems },
  },
  data: { dateWords: '', latest: today(Date.now()) },
  observers: {
    'value.date'(date: string) {
      this.setData({ dateWords: date ? dayWords(date) : '' });
    },
  },
  methods: {
    change(part: Partial<MeetingDraft>) {
      this.triggerEvent('change', { ...(this.data.value as MeetingDraft), ...part });
    },
    onDate(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.change({ date: event.detail.value });
    },
    onCount(event: WechatMiniprogram.Input) {
      const { field } = event.currentTarget.dataset as { field: 'present' | 'votes' };
      this.change({ [field]: event.detail.value.trim() });
    },
    onClear() {
      this.change(EMPTY_MEETING);
    },
  },
});
