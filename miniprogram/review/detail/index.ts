import type { PassOutput, ReturnInput } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { untilKnownBehavior } from '../../behaviors/until-known';
import { toast } from '../../platform/dialog';
import { back, open, PAGES, scrollTo } from '../../platform/pages';
import type { MeetingDraft, MeetingProblems } from '../../services/meeting';
import { checkMeeting, EMPTY_MEETING } from '../../services/meeting';
import type { Outcome } from '../../services/operation';
import { unansweredOf } from '../../services/operation';
import type { Refusal } from '../../services/refusal';
import { refusalOf, UNKNOWN_TEXT } from '../../services/refusal';
import { session } from '../../services/session';
import type { Door, Helper } from '../components/refused-sheet/index';
import type { CoverTick } from '../components/result-dialog/index';
import type { ReturnDraft } from '../components/return-sheet/index';
import { confirmAppointing, saidAboutAppointing } from './appointing';
import { coverTick, coverTickBehavior } from './cover-tick';
import { doorOf, helpersOf } from './helpers';
import type { Decision, Operations } from './operations';
import { createOperations } from './operations';
import { revealingBehavior } from './revealing';
import { showingBehavior, typedReturn } from './showing';
import { confirmSupply, planSupply } from './supplying';

const operationsOf = new WeakMap<object, { of: string; operations: Operations }>();

/** Of the person shown; nothing of it goes on to the next one. */
const UNDECIDED = {
  coverChecked: false,
  coverProblem: '',
  meetingProblems: {} as MeetingProblems,
  /** Which decision may or may not have happened. */
  unknown: '' as Decision | '',
  returning: false,
  /** The sheet, with a mark per field, is built when it is first opened. */
  returnOpened: false,
  returnRefusal: '',
  result: { show: false, message: '', number: '', drawn: false, note: '' },
  cover: { tick: 'none' as CoverTick, problem: '' },
  refused: {
    show: false,
    sentence: '',
    helpers: [] as Helper[],
    door: null as Door | null,
  },
};

/** One registration with everything a reviewer decides by; pass, return, send on or appoint. */
Component({
  behaviors: [
    pageBehavior,
    showingBehavior,
    revealingBehavior,
    coverTickBehavior,
    untilKnownBehavior,
  ],
  data: {
    ...UNDECIDED,
    /** Typed once, it goes along with everybody reviewed on this page. */
    meeting: EMPTY_MEETING as MeetingDraft,
    meetingUnfolded: false,
    busy: '' as Decision | '',
  },
  pageLifetimes: {
    show() {
      this.takeUp();
      const { result, refused, returning } = this.data;
      if (!result.show && !refused.show && !returning) void this.load();
    },
  },
  methods: {
    /** Those of the registration shown: the page goes on from one to the next. */
    operations(): Operations {
      const of = this.data.registrationId;
      const known = operationsOf.get(this);
      if (known?.of === of) return known.operations;
      const operations = createOperations(of);
      operationsOf.set(this, { of, operations });
      return operations;
    },

    /** Goes on with what was decided before the page was left and has no answer yet. */
    takeUp() {
      const unknown = unansweredOf(this.operations());
      if (!unknown || this.data.busy) return;
      this.setData({ unknown, refusal: UNKNOWN_TEXT });
      void this.askWhileUnknown();
    },

    onCover() {
      this.setData({ coverChecked: !this.data.coverChecked, coverProblem: '' });
    },

    onUnfoldMeeting() {
      this.setData({ meetingUnfolded: !this.data.meetingUnfolded });
    },

    onMeeting(event: WechatMiniprogram.CustomEvent<MeetingDraft>) {
      this.setData({ meeting: event.detail, meetingProblems: {} });
    },

    /** Whether the cover was looked at where it has to be; says so otherwise. */
    coverSettled(): boolean {
      const { view, coverChecked } = this.data;
      if (!view?.needsCover || coverChecked) return true;
      this.setData({ coverProblem: '请先核对《入团志愿书》封面上的编号，勾选后再通过。' });
      scrollTo('#cover');
      return false;
    },

    async onPass() {
      const status = this.stage();
      const { view, detail, registrationId, busy } = this.data;
      if (!status || !view || !detail || busy || !this.coverSettled()) return;
      const meeting = view.asksMeeting ? this.data.meeting : EMPTY_MEETING;
      const check = checkMeeting(meeting, Date.now(), detail.joinMonth);
      if (!check.ok) {
        this.setData({ meetingProblems: check.problems, meetingUnfolded: true });
        scrollTo('#meeting');
        return;
      }
      this.setData({ busy: 'pass', refusal: '' });
      const input = {
        registrationId,
        status,
        ...(view.needsCover && { coverChecked: true }),
        ...(check.meeting && { meeting: check.meeting }),
      };
      this.onPassed(await this.operations().pass.run(input));
    },

    onPassed(outcome: Outcome<'review.pass'>) {
      this.settle('pass', outcome);
      if (!outcome.ok) {
        this.onRefused(outcome.refusal);
        return;
      }
      this.succeed(outcome.data);
    },

    settle(decision: Decision, outcome: { ok: true } | { ok: false; unknown: boolean }) {
      this.setData({ busy: '', unknown: !outcome.ok && outcome.unknown ? decision : '' });
    },

    /** Shows what was done, and finds out who is next meanwhile. */
    succeed(approval: Pick<PassOutput, 'message' | 'memberNumber' | 'remaining'>, note = '') {
      const { message, memberNumber, remaining } = approval;
      const drawn = remaining !== null;
      const result = { show: true, message, number: memberNumber ?? '', drawn, note };
      this.setData({ refusal: '', result, cover: { tick: coverTick(drawn), problem: '' } });
      void this.findNext();
    },

    onRefused({ code, message, details }: Refusal) {
      const { post } = session.get();
      const { detail } = this.data;
      if (code === 'EXHAUSTED' && post && detail) {
        const helpers = helpersOf(details.helpers ?? [], detail.path, post.organization.id);
        const door = doorOf(helpers, post, detail);
        this.setData({ refused: { show: true, sentence: message, helpers, door } });
        return;
      }
      this.setData({ refusal: message });
      if (code === 'CONFLICT') this.onOvertaken(message);
    },

    async onCheckAgain() {
      const operations = this.operations();
      const { unknown } = this.data;
      if (!unknown || this.data.busy) return;
      this.setData({ busy: unknown });
      if (unknown === 'pass') {
        const outcome = await operations.pass.checkAgain();
        if (outcome) this.onPassed(outcome);
      } else if (unknown === 'return') {
        const outcome = await operations.return.checkAgain();
        if (outcome) this.onReturned(outcome);
      } else if (unknown === 'appoint') {
        const outcome = await operations.appoint.checkAgain();
        if (outcome) this.onAppointed(outcome);
      } else {
        const outcome = await operations.supply.checkAgain();
        if (outcome) this.onSupplied(outcome);
      }
    },

    onReturn() {
      this.setData({ returning: true, returnOpened: true, returnRefusal: '' });
    },

    onCloseReturn() {
      this.setData({ returning: false });
    },

    onReturnDraft(event: WechatMiniprogram.CustomEvent<ReturnDraft>) {
      const { detail } = this.data;
      if (detail) typedReturn.keep(`${detail.id}.${detail.version}`, event.detail);
    },

    async onSendReturn(
      event: WechatMiniprogram.CustomEvent<Pick<ReturnInput, 'reason' | 'fields' | 'notes'>>,
    ) {
      const status = this.stage();
      if (!status || this.data.busy) return;
      this.setData({ busy: 'return', returnRefusal: '' });
      const { registrationId } = this.data;
      const input = { registrationId, status, ...event.detail };
      this.onReturned(await this.operations().return.run(input));
    },

    onReturned(outcome: Outcome<'review.return'>) {
      this.settle('return', outcome);
      if (outcome.ok) {
        typedReturn.clear();
        this.setData({ returning: false });
        toast('已退回，本人会看到原因');
        back();
        return;
      }
      const { code, message } = outcome.refusal;
      const isOver = outcome.unknown || code === 'CONFLICT';
      this.setData({
        returning: !isOver,
        returnRefusal: isOver ? '' : message,
        refusal: isOver ? message : '',
      });
      if (code === 'CONFLICT') this.onOvertaken(message);
    },

    /** another branch is proposed to the applicant, on a page of its own. */
    onReassign() {
      const status = this.stage();
      const { detail } = this.data;
      if (!status || !detail) return;
      open(`${PAGES.reassign}?registrationId=${detail.id}&status=${status}`);
    },

    /** appointed and approved in one. */
    async onAppoint() {
      const { detail, view, busy, registrationId } = this.data;
      if (!detail || busy || !this.coverSettled()) return;
      if (!(await confirmAppointing(detail))) return;
      this.setData({ busy: 'appoint', refusal: '' });
      const input = {
        orgId: detail.branch.id,
        registrationId,
        ...(view?.needsCover && { coverChecked: true }),
      };
      this.onAppointed(await this.operations().appoint.run(input));
    },

    onAppointed(outcome: Outcome<'organization.appoint'>) {
      this.settle('appoint', outcome);
      if (!outcome.ok) {
        this.onRefused(outcome.refusal);
        return;
      }
      const { approval, dismissed } = outcome.data;
      const note = saidAboutAppointing(this.data.detail?.branch.name ?? '', dismissed);
      if (approval) this.succeed(approval, note);
    },

    /** Numbers of the own organisation for the branch that has none left, after a question. */
    async onSupply() {
      const { detail, refused, busy } = this.data;
      const orgId = session.get().post?.organization.id;
      const own = refused.helpers.find(({ id }) => id === orgId);
      if (!detail || !orgId || !own || busy) return;
      const year = Number(detail.joinMonth.slice(0, 4));
      this.setData({ busy: 'supply', refusal: '' });
      try {
        const plan = await planSupply(orgId, detail.branch, year, own.free);
        if (!(await confirmSupply(plan))) {
          this.setData({ busy: '' });
          return;
        }
        const items = plan.items.map(({ organization, count }) => ({
          orgId: organization.id,
          count,
        }));
        const input = { orgId, year, items, rev: plan.rev };
        this.onSupplied(await this.operations().supply.run(input));
      } catch (error) {
        this.setData({ busy: '', refusal: refusalOf(error).message });
      }
    },

    onSupplied(outcome: Outcome<'numbering.allocate'>) {
      this.settle('supply', outcome);
      if (outcome.ok) {
        toast(outcome.data.message);
        this.setData({ refusal: '' });
        void this.load();
      } else {
        this.setData({ refusal: outcome.refusal.message });
      }
    },

    forgetDecision() {
      this.setData(UNDECIDED);
    },

    onCloseResult() {
      this.setData({ 'result.show': false });
      back();
    },

    onCloseRefused() {
      this.setData({ 'refused.show': false });
      void this.load();
    },
  },
});
