import type { ReviewItem, ReviewList } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { untilKnownBehavior } from '../../behaviors/until-known';
import { today } from '../../checks/dates';
import { confirm } from '../../platform/dialog';
import { open, PAGES } from '../../platform/pages';
import { keepLit } from '../../platform/screen';
import { call } from '../../services/call';
import { isOnline } from '../../services/connection';
import type { MeetingDraft, MeetingProblems } from '../../services/meeting';
import { checkMeeting, EMPTY_MEETING } from '../../services/meeting';
import type { LineChange, PassLine, PassMany } from '../../services/pass-many';
import { createPassMany, keptPassMany } from '../../services/pass-many';
import { refusalOf } from '../../services/refusal';
import { session } from '../../services/session';
import { placeOf } from '../place';
import { invitingBehavior } from './inviting';
import type { Poller } from './poller';
import { createPoller } from './poller';
import type { Arrival } from './view';
import { arrivalOf, mayBePassed, nextStage, stockWords, voteWords } from './view';
import { keepVote, readVote } from './vote';

/** The server passes at most 50 in a call; a meeting is not larger than this. */
const MOST_PEOPLE = 100;

interface Work {
  poller: Poller;
  items: ReviewItem[];
  passing: PassMany | null;
  /** The page is on the screen. */
  visible: boolean;
}
const works = new WeakMap<object, Work>();

/** The meeting: its code on the screen, people arriving, the vote entered once, all passed together. */
Component({
  behaviors: [pageBehavior, untilKnownBehavior, invitingBehavior],
  properties: {
    orgId: { type: String, value: '' },
  },
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    people: [] as Arrival[],
    count: 0,
    /** People who went on to the next stage and wait there. */
    ahead: 0,
    stock: '',
    updated: '',
    passable: 0,
    /** Whose turn comes after the branch's. */
    next: '',
    showsVote: false,
    vote: EMPTY_MEETING,
    voteWords: '',
    voteProblems: {} as MeetingProblems,
    showsResults: false,
    /** Being passed. */
    busy: false,
    /** Somebody may or may not have been passed. */
    unknown: false,
    lines: [] as PassLine[],
  },
  lifetimes: {
    attached() {
      works.set(this, {
        poller: createPoller(() => this.look(), isOnline),
        items: [],
        passing: null,
        visible: false,
      });
    },
    detached() {
      this.leave();
    },
  },
  pageLifetimes: {
    show() {
      const work = works.get(this);
      if (!work) return;
      work.visible = true;
      keepLit(true);
      void this.begin();
    },
    hide() {
      this.leave();
    },
  },
  methods: {
    leave() {
      const work = works.get(this);
      if (!work) return;
      work.visible = false;
      work.poller.stop();
      keepLit(false);
    },

    async begin() {
      const place = await placeOf(this.data.orgId);
      const work = works.get(this);
      if (!work || !work.visible) return;
      if (typeof place === 'string') {
        this.setData({ state: 'failed', problem: place });
        return;
      }
      const vote = readVote(place.orgId, Date.now());
      this.setData({ vote, voteWords: voteWords(vote) });
      if (this.data.busy || this.data.showsResults) return;
      const kept = keptPassMany(place.post.id);
      if (kept) await this.pass(kept);
      else work.poller.start();
    },

    /** Whose turn comes after the branch's; and the branch, also when its code does not come. */
    async readNext(orgId: string) {
      const { name, path } = await call('organization.get', { id: orgId });
      this.setData({ branch: name, next: nextStage(path.filter(({ id }) => id !== orgId)) });
    },

    async onCodeAgain() {
      const place = await placeOf(this.data.orgId);
      if (typeof place !== 'string') await this.readCode(place.orgId);
    },

    /** One look at the list; tells whether it could be read. */
    async look(): Promise<boolean> {
      const place = await placeOf(this.data.orgId);
      if (typeof place === 'string') return false;
      const { orgId } = place;
      this.wantCode(orgId);
      try {
        if (this.data.next === '') await this.readNext(orgId);
        const list = await call('review.list', {
          orgId,
          status: 'PENDING_BRANCH',
          sort: 'NEWEST',
          limit: MOST_PEOPLE,
          pools: true,
        });
        this.show(list);
        return true;
      } catch (error) {
        const { message } = refusalOf(error);
        this.setData(
          this.data.state === 'ready'
            ? { problem: message }
            : { state: 'failed', problem: message },
        );
        return false;
      }
    },

    /** Only rows that changed are drawn; those who went on disappear. */
    show({ items, counts, pools }: ReviewList) {
      const work = works.get(this);
      if (!work) return;
      work.items = items;
      const now = Date.now();
      const people = items.map((item) => arrivalOf(item, now));
      const old = this.data.people;
      const changes: Record<string, unknown> = {
        state: 'ready',
        problem: '',
        count: counts.PENDING_BRANCH,
        ahead: counts.PENDING_GENERAL + counts.PENDING_COMMITTEE,
        stock: stockWords(pools),
        updated: '刚刚更新',
        passable: items.filter(mayBePassed).length,
      };
      if (people.length < old.length) {
        changes.people = people;
      } else {
        people.forEach((person, at) => {
          if (JSON.stringify(person) !== JSON.stringify(old[at])) changes[`people[${at}]`] = person;
        });
      }
      this.setData(changes);
    },

    async onPullDownRefresh() {
      await this.look();
      wx.stopPullDownRefresh();
    },

    async onRetry() {
      this.setData({ state: 'loading', problem: '' });
      await this.begin();
      await this.look();
    },

    /** WeChat asks for this when the page is shared. */
    onShareAppMessage() {
      return this.invitationToShare();
    },

    onVote() {
      const { vote } = this.data;
      const dated = vote.date ? vote : { ...vote, date: today(Date.now()) };
      this.setData({ showsVote: true, vote: dated, voteProblems: {} });
    },

    onVoteChange(event: WechatMiniprogram.CustomEvent<MeetingDraft>) {
      this.setData({ vote: event.detail, voteProblems: {} });
    },

    onVoteDone() {
      const check = checkMeeting(this.data.vote, Date.now(), this.earliest());
      if (!check.ok) {
        this.setData({ voteProblems: check.problems });
        return;
      }
      void this.closeVote();
    },

    onVoteClose() {
      void this.closeVote();
    },

    /** What was typed stays, complete or not: passing asks for the rest. A date alone is no vote. */
    async closeVote() {
      const { vote } = this.data;
      const kept = vote.present || vote.votes ? vote : EMPTY_MEETING;
      this.setData({ showsVote: false, vote: kept, voteWords: voteWords(kept) });
      const place = await placeOf(this.data.orgId);
      if (typeof place !== 'string') keepVote(place.orgId, kept, Date.now());
    },

    /** The latest month of joining among those to be passed: the meeting cannot have been before it. */
    earliest(): string {
      const passable = (works.get(this)?.items ?? []).filter(mayBePassed);
      return passable.reduce(
        (latest, { joinMonth }) => (joinMonth > latest ? joinMonth : latest),
        '',
      );
    },

    async onPass() {
      const work = works.get(this);
      if (!work || this.data.busy) return;
      const people = work.items.filter(mayBePassed);
      if (people.length === 0) return;
      const check = checkMeeting(this.data.vote, Date.now(), this.earliest());
      if (!check.ok) {
        this.setData({ showsVote: true, voteProblems: check.problems });
        return;
      }
      const { next, voteWords: vote } = this.data;
      const text = `${people.length} 人预检都已通过，通过后送${next}审核。${vote ? `支部大会：${vote}。` : ''}`;
      const title = `通过 ${people.length} 人`;
      if (!(await confirm({ title, text, yes: '通过' }))) return;
      const { post } = session.get();
      if (!post) return;
      const candidates = people.map(({ id, name, submittedAt }) => ({
        id,
        name,
        submittedAt,
        status: 'PENDING_BRANCH' as const,
      }));
      const forAll = check.meeting ? { meeting: check.meeting } : {};
      await this.pass(createPassMany(candidates, forAll, post.id));
    },

    async pass(passing: PassMany) {
      const work = works.get(this);
      if (!work) return;
      work.poller.stop();
      work.passing = passing;
      this.setData({ showsResults: true, lines: passing.lines().slice() });
      await this.onCheckAgain();
    },

    /** Sends those not settled yet, under the operation ids they were sent with. */
    async onCheckAgain() {
      const passing = works.get(this)?.passing;
      if (!passing || this.data.busy) return;
      this.setData({ busy: true });
      await passing.run(
        (changes: LineChange[]) => {
          const data: Record<string, unknown> = {};
          for (const { at, line } of changes) data[`lines[${at}]`] = line;
          this.setData(data);
        },
        () => works.get(this)?.visible === true,
      );
      this.setData({ busy: false, unknown: passing.isUnknown() });
    },

    onResultsClose() {
      const work = works.get(this);
      if (!work || this.data.busy) return;
      this.setData({ showsResults: false, unknown: false });
      if (work.visible) work.poller.start();
    },

    onPerson(event: WechatMiniprogram.TouchEvent) {
      open(`${PAGES.reviewDetail}?registrationId=${event.currentTarget.dataset.id}`);
    },

    onOneByOne() {
      open(PAGES.reviewList);
    },
  },
});
