import type { MyRegistration } from '../../../typings/api';
import { holderNote, holderTitle, stageDots } from '../../format/registration-view';
import { isPending } from '../../format/words';
import { open, PAGES } from '../../platform/pages';
import { invitationPage, scanScene } from '../../services/invitation';
import { refusalOf } from '../../services/refusal';

/** What the home page tells a member: one sentence about the own registration and one thing to do. */
interface CardView {
  kind: 'NEW' | 'PENDING' | 'MOVE' | 'RETURNED' | 'WITHDRAWN' | 'NUMBER' | 'DONE';
  title: string;
  text: string;
}

function viewOf(registration: MyRegistration | null, hasDraft: boolean): CardView {
  if (!registration) {
    return {
      kind: 'NEW',
      title: '团员报到',
      text: hasDraft
        ? '你填到一半的资料还在，可以接着填。'
        : '填好资料交给所在团支部。团委审核通过时，系统自动分配你的 12 位团员编号。',
    };
  }
  const { status, returned, memberNumber, moveTo } = registration;
  if (isPending(status)) {
    const text = holderNote(registration, Date.now());
    return { kind: 'PENDING', title: holderTitle(registration), text };
  }
  if (status === 'RETURNED' && moveTo) {
    const text = `${returned ? returned.by : '审核人'}建议你转到“${moveTo.name}”。你同意后，由该支部重新审核，资料不用重填。`;
    return { kind: 'MOVE', title: '请确认所在团支部', text };
  }
  if (status === 'RETURNED') {
    const text = returned ? `${returned.by}：${returned.reason}` : '';
    return { kind: 'RETURNED', title: '报到被退回，改好可以再交', text };
  }
  if (status === 'WITHDRAWN') {
    const text = '填写的资料还在，修改后可以再次提交。';
    return { kind: 'WITHDRAWN', title: '你已撤回报到', text };
  }
  return memberNumber
    ? { kind: 'NUMBER', title: memberNumber, text: '' }
    : { kind: 'DONE', title: '报到已通过', text: '你在2017年前入团，不需要团员编号。' };
}

Component({
  properties: {
    registration: { type: null, value: null as MyRegistration | null },
    hasDraft: { type: Boolean, value: false },
  },
  data: { view: viewOf(null, false), scanProblem: '', stages: [] as ReturnType<typeof stageDots> },
  observers: {
    'registration, hasDraft'(registration: MyRegistration | null, hasDraft: boolean) {
      this.setData({
        view: viewOf(registration, hasDraft),
        stages: registration ? stageDots(registration) : [],
      });
    },
  },
  methods: {
    onRegister() {
      open(PAGES.register);
    },
    async onScan() {
      this.setData({ scanProblem: '' });
      try {
        const scene = await scanScene();
        if (scene) open(invitationPage(scene));
      } catch (error) {
        this.setData({ scanProblem: refusalOf(error).message });
      }
    },
    onProgress() {
      open(PAGES.progress);
    },
    onAmend() {
      open(PAGES.amend);
    },
    onNumber() {
      open(PAGES.myNumber);
    },
  },
});
