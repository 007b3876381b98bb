import type { FieldNotes, IdType, RegistrationField } from '../../../../typings/api';
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

const MARKABLE: readonly RegistrationField[] = [
  'name',
  'idType',
  'idNumber',
  'branchId',
  'joinedInProvince',
  'joinMonth',
  'typedNumber',
  'ethnicity',
  'education',
  'politicalStatus',
  'joinUnit',
];
/** A resident's follow the ID number. */
const MARKABLE_OVERSEAS: readonly RegistrationField[] = ['birthDate', 'gender'];

interface Mark {
  field: RegistrationField;
  word: string;
  on: boolean;
  /** What the applicant reads beside this field. */
  note: string;
}

const LEAST_REASON = 2;

const marksFor = (idType: IdType): Mark[] =>
  (idType === 'OVERSEAS' ? MARKABLE.concat(MARKABLE_OVERSEAS) : MARKABLE).map((field) => ({
    field,
    word: FIELD_WORDS[field],
    on: false,
    note: '',
  }));

/**
 * Why a registration goes back and which fields are wrong, with a sentence beside each if need be. Events:
 * `send` {reason, fields, notes}, `close`.
 */
Component({
  properties: {
    show: { type: Boolean, value: false },
    idType: { type: String, value: 'RESIDENT' as IdType },
    sending: { type: Boolean, value: false },
    /** What the server said about the last try. */
    refusal: { type: String, value: '' },
  },
  data: {
    reasons: REASONS.map(({ word }) => word),
    reason: '',
    marks: marksFor('RESIDENT'),
    problem: '',
    notesUnfolded: false,
  },
  observers: {
    idType(idType: IdType) {
      this.setData({ marks: marksFor(idType) });
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
    },
    onMark(event: WechatMiniprogram.TouchEvent) {
      const at = Number(event.currentTarget.dataset.at);
      this.setData({ [`marks[${at}].on`]: !this.data.marks[at]?.on });
    },
    onUnfoldNotes() {
      this.setData({ notesUnfolded: !this.data.notesUnfolded });
    },
    onNote(event: WechatMiniprogram.Input) {
      const at = Number(event.currentTarget.dataset.at);
      this.setData({ [`marks[${at}].note`]: event.detail.value });
    },
    onInput(event: WechatMiniprogram.Input) {
      this.setData({ reason: event.detail.value, problem: '' });
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
