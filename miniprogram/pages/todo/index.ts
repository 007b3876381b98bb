import type { RegistrationSummary } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sessionBehavior } from '../../behaviors/session';
import { isPending, officeWord, STATUS_WORDS } from '../../format/words';
import { open, PAGES } from '../../platform/pages';
import { loadSession } from '../../services/account';
import { readDraft } from '../../services/draft';
import type { Session } from '../../services/session';

/** Something to do, with where it is done. */
interface Entry {
  icon: string;
  title: string;
  note: string;
  url: string;
}

function ownEntry(registration: RegistrationSummary | null, hasDraft: boolean): Entry {
  if (!registration) {
    return {
      icon: 'pencil',
      title: '团员报到',
      note: hasDraft ? '填到一半的资料还在，接着填' : '选团支部，填资料，等审核',
      url: PAGES.register,
    };
  }
  const { status, branch } = registration;
  if (status === 'APPROVED') {
    return { icon: 'number', title: '我的编号', note: '查看、复制编号', url: PAGES.myNumber };
  }
  return isPending(status)
    ? {
        icon: 'clock',
        title: '报到进度',
        note: `${STATUS_WORDS[status]} · ${branch.name}`,
        url: PAGES.progress,
      }
    : { icon: 'undo', title: '修改报到资料', note: STATUS_WORDS[status], url: PAGES.amend };
}

function entriesOf({ me, post }: Session): Entry[] {
  if (!me) return [];
  const entries: Entry[] = [];
  if (post) {
    entries.push({
      icon: 'people',
      title: '团员报到审核',
      note: `${officeWord(post)} · ${post.organization.name}`,
      url: PAGES.reviewList,
    });
  }
  entries.push(ownEntry(me.registration, readDraft(me.accountId) !== null));
  return entries;
}

/** 办理: everything this person can do here, and nothing else. */
Component({
  behaviors: [pageBehavior, sessionBehavior],
  data: { entries: [] as Entry[] },
  observers: {
    session(session: Session) {
      this.setData({ entries: entriesOf(session) });
    },
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    load() {
      return loadSession();
    },
    onEntry(event: WechatMiniprogram.TouchEvent) {
      open(String(event.currentTarget.dataset.url));
    },
    onSignIn() {
      open(PAGES.signIn);
    },
  },
});
