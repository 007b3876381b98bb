import { ChatDotSquare, EditPen, RefreshLeft, User } from '@element-plus/icons-vue';
import { onMounted, shallowRef } from 'vue';
import type { Component } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { dayText, waitedText } from '../../format/dates';
import { countText } from '../../format/numbers';
import { call } from '../../service';
import { useSession } from '../../stores/session';
import { homeTab } from '../reviews/review-tabs';

export interface Todo {
  key: 'reviews' | 'covers' | 'requests' | 'corrections';
  icon: Component;
  word: string;
  /** `7`, `50+`; null while it is being read or could not be. */
  count: string | null;
  note: string;
  to: RouteLocationRaw;
}

const SHOWN = 50;

/** What waits for the acting post, each line read on its own: one that fails leaves the others standing. */
export function useTodos() {
  const session = useSession();
  const post = session.post!;
  const orgId = post.organization.id;
  const now = Date.now();
  const isBranch = post.organization.type === 'BRANCH';

  const kinds: Array<{
    todo: Todo;
    read: () => Promise<{ count: string; note: string }>;
  }> = [
    {
      todo: {
        key: 'reviews',
        icon: User,
        word: '团员报到待审核',
        count: null,
        note: '',
        to: { name: 'reviews', query: { own: '1' } },
      },
      read: async () => {
        const page = await call('review.list', {
          status: homeTab(post),
          own: true,
          limit: SHOWN,
        });
        const oldest = page.items[0];
        return {
          count: countText(page),
          note: oldest ? `最久 ${waitedText(oldest.since, now)}` : '没有等待审核的报到',
        };
      },
    },
  ];
  if (session.isStaff)
    kinds.push({
      todo: {
        key: 'covers',
        icon: EditPen,
        word: '志愿书封面待填写',
        count: null,
        note: '',
        to: { name: 'members', query: { cover: 'no' } },
      },
      read: async () => {
        const page = await call('roster.list', { coverWritten: false, limit: SHOWN });
        // The latest first: the last one of a whole list has waited longest.
        const oldest = page.next === null ? page.items.at(-1) : undefined;
        return {
          count: countText(page),
          note: oldest ? `最早 ${dayText(oldest.approvedAt)} 通过` : page.next ? '' : '都已填写',
        };
      },
    });
  kinds.push({
    todo: {
      key: 'requests',
      icon: ChatDotSquare,
      word: isBranch ? '本支部的补充申请' : '补充编号申请',
      count: null,
      note: '',
      to: { name: 'number-requests' },
    },
    read: async () => {
      const page = await call('numbering.requests', { orgId, box: isBranch ? 'OWN' : 'OPEN' });
      const open = { ...page, items: page.items.filter(({ state }) => state === 'OPEN') };
      const [first] = open.items;
      return {
        count: countText(open),
        note: first ? `${first.organization.name} 要 ${first.count} 个` : '没有等待答复的申请',
      };
    },
  });
  if (session.isStaff)
    kinds.push({
      todo: {
        key: 'corrections',
        icon: RefreshLeft,
        word: '错号更正',
        count: null,
        note: '',
        to: { name: 'corrections' },
      },
      read: async () => {
        const page = await call('numbering.corrections', { orgId, status: 'FILED', limit: SHOWN });
        return { count: countText(page), note: page.items.length ? '等待审批' : '没有待办的更正' };
      },
    });

  const todos = shallowRef<Todo[]>(kinds.map(({ todo }) => todo));

  async function read(): Promise<void> {
    await Promise.all(
      kinds.map(async ({ todo, read: ask }, index) => {
        const found = await ask().catch(() => null);
        const next = found ?? { count: '—', note: '暂时读不到，请刷新' };
        todos.value = todos.value.map((other, at) => (at === index ? { ...todo, ...next } : other));
      }),
    );
  }
  onMounted(read);

  return { todos };
}
