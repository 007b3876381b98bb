import type { FieldNotes, RegistrationField } from '../../../../typings/api';
import { FIELD_WORDS } from '../../../format/words';

/** What is often wrong, with the fields it concerns. */
const REASONS: ReadonlyArray<{ word: string; text: string; fields: RegistrationField[] }> = [
  {
    word: '不是本支部的人',
    text: '不是本支部的团员，请重新选择所在团支部。',
    fields: ['branchId'],
  },
  { word: '姓名不一致', text: '姓名与证件不一致，请核对后重新填写。', fields: ['name'] },
  { word: '证件号不符', text: '证件号码与本人不符，请核对后重新填写。', fields: ['idNumber'] },
  {
    word: '入团年月不对',
    text: '入团年月与《入团志愿书》不一致，请核对支部大会日期。',
    fields: ['joinMonth'],
  },
  {
    word: '编号不一致',
    text: '团员编号与《入团志愿书》封面不一致，请核对。',
    fields: ['typedNumber'],
  },
];

interface Mark {
  field: RegistrationField;
  word: string;
  on: boolean;
  /** What the applicant reads beside this field. */
  note: string;
}

const LEAST_REASON = 2;

/** What was typed and not sent. */
export interface ReturnDraft {
  reason: string;
  fields: RegistrationField[];
  notes: FieldNotes;
}

const marksFor = (fields: readonly RegistrationField[], kept: ReturnDraft | null): Mark[] =>
  fields.map((field) => ({
    field,
    word: FIELD_WORDS[field],
    on: kept !== null && kept.fields.indexOf(field) >= 0,
    note: kept?.notes[field] ?? '',
  }));

/**
 * Why a registration goes back and which fields are wrong, with a sentence beside each if need be. Events:
 * `change` ReturnDraft, `send` {reason, fields, notes}, `close`.
 */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** What this person filled in. */
    fields: { type: Array, value: [] as RegistrationField[] },
    /** What was typed about this person before; null when nothing was. */
    kept: { type: Object, value: null as ReturnDraft | null },
    sending: { type: Boolean, value: false },
    /** What the server said about the last try. */
    refusal: { type: String, value: '' },
  },
  data: {
    reasons: REASONS.map(({ word }) => word),
    reason: '',
    marks: [] as Mark[],
    problem: '',
    notesUnfolded: false,
  },
  observers: {
    'fields, kept'(fields: RegistrationField[], kept: ReturnDraft | null) {
      // The same person read anew keeps the marks.
      if (this.data.marks.map(({ field }) => field).join() === fields.join()) return;
      this.setData({
        marks: marksFor(fields, kept),
        ...(kept && { reason: kept.reason, notesUnfolded: Object.keys(kept.notes).length > 0 }),
      });
    },
  },
  methods: {
    onReason(event: WechatMiniprogram.TouchEvent) {
      const chosen = REASONS[Number(event.currentTarget.dataset.at)];
      if (!chosen) return;
      const marks = this.data.marks.map((mark) => ({
        ...mark,
        on: mark.on || chosen.fields.indexOf(mark.field) >= 0,
      }));
      const before = this.data.reason.indexOf(chosen.text) >= 0 ? '' : this.data.reason;
      this.setData({ reason: `${before}${chosen.text}`, marks, problem: '' });
      this.tell();
    },
    onMark(event: WechatMiniprogram.TouchEvent) {
      const at = Number(event.currentTarget.dataset.at);
      this.setData({ [`marks[${at}].on`]: !this.data.marks[at]?.on });
      this.tell();
    },
    onUnfoldNotes() {
      this.setData({ notesUnfolded: !this.data.notesUnfolded });
    },
    onNote(event: WechatMiniprogram.Input) {
      const at = Number(event.currentTarget.dataset.at);
      this.setData({ [`marks[${at}].note`]: event.detail.value });
      this.tell();
    },
    onInput(event: WechatMiniprogram.Input) {
      this.setData({ reason: event.detail.value, problem: '' });
      this.tell();
    },
    tell() {
      const { reason, marks } = this.data;
      const marked = marks.filter(({ on }) => on);
      const draft: ReturnDraft = { reason, fields: marked.map(({ field }) => field), notes: {} };
      for (const { field, note } of marked) if (note) draft.notes[field] = note;
      this.triggerEvent('change', draft);
    },
    onSend() {
      const reason = this.data.reason.trim();
      if (reason.length < LEAST_REASON) {
        this.setData({ problem: '请写明退回原因，本人会照着修改。' });
        return;
      }
      const marked = this.data.marks.filter(({ on }) => on);
      const notes: FieldNotes = {};
      for (const { field, note } of marked) if (note.trim()) notes[field] = note.trim();
      const hasNotes = Object.keys(notes).length > 0;
      const fields = marked.map(({ field }) => field);
      this.triggerEvent('send', { reason, fields, ...(hasNotes && { notes }) });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
