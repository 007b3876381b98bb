import { createRouter, createWebHashHistory } from 'vue-router';
import type { RouteLocationNormalized } from 'vue-router';
import { refusalOf } from './service';
import { useSession } from './stores/session';

declare module 'vue-router' {
  interface RouteMeta {
    /** Breadcrumb after the group, and the title of the browser tab. */
    title?: string;
    open?: boolean;
    /** Only for staff of a committee. */
    staff?: boolean;
  }
}

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('./pages/sign-in/index.vue'),
      meta: { title: '登录', open: true },
    },
    {
      path: '/',
      component: () => import('./components/app-shell/index.vue'),
      children: [
        // Never shown: where a person begins depends on the post, known only after signing in.
        { path: '', name: 'home', component: () => import('./pages/not-found/index.vue') },
        {
          path: 'numbers',
          name: 'numbers',
          component: () => import('./pages/numbers/index.vue'),
          meta: { title: '团员编号分配' },
        },
        {
          path: 'numbers/allocate',
          name: 'allocate',
          component: () => import('./pages/allocate/index.vue'),
          meta: { title: '分配' },
        },
        {
          path: 'reviews',
          name: 'reviews',
          component: () => import('./pages/reviews/index.vue'),
          meta: { title: '团员报到审核' },
        },
        {
          path: 'members',
          name: 'members',
          component: () => import('./pages/members/index.vue'),
          meta: { title: '团籍资料' },
        },
        {
          path: 'organizations',
          name: 'organizations',
          component: () => import('./pages/organizations/index.vue'),
          meta: { title: '组织管理', staff: true },
        },
        {
          path: 'organizations/import',
          name: 'organization-import',
          component: () => import('./pages/organization-import/index.vue'),
          meta: { title: '导入组织', staff: true },
        },
        {
          path: ':rest(.*)*',
          name: 'not-found',
          component: () => import('./pages/not-found/index.vue'),
          meta: { title: '没有这个页面' },
        },
      ],
    },
  ],
});

/** Address of the sign-in page that leads back to where the person was. */
export function signInAddress(from: RouteLocationNormalized) {
  if (from.name === 'sign-in') return { name: 'sign-in', query: from.query };
  return { name: 'sign-in', query: from.name === 'home' ? {} : { to: from.fullPath } };
}

router.beforeEach(async (to) => {
  const session = useSession();
  if (to.meta.open) return true;
  if (!session.me) {
    try {
      await session.load();
    } catch (error) {
      const address = signInAddress(to);
      const { code, sentence } = refusalOf(error);
      return code === 'UNAUTHENTICATED'
        ? address
        : { ...address, query: { ...address.query, problem: sentence } };
    }
  }
  if (to.name === 'home') return { name: session.isStaff ? 'numbers' : 'reviews' };
  if (to.meta.staff && !session.isStaff) return { name: 'reviews' };
  return true;
});

router.afterEach((to) => {
  document.title = `${to.meta.title ?? '综合管理系统'} · 团员发展编号`;
});
