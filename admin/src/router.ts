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
        {
          path: '',
          name: 'home',
          component: () => import('./pages/home/index.vue'),
          meta: { title: '首页' },
        },
        {
          path: 'rebalance',
          name: 'rebalance',
          component: () => import('./pages/rebalance/index.vue'),
          meta: { title: '编号调剂方案' },
        },
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
          path: 'numbers/movements',
          name: 'movements',
          component: () => import('./pages/movements/index.vue'),
          meta: { title: '编号流水' },
        },
        {
          path: 'numbers/requests',
          name: 'number-requests',
          component: () => import('./pages/number-requests/index.vue'),
          meta: { title: '补充编号申请' },
        },
        {
          path: 'reviews',
          name: 'reviews',
          component: () => import('./pages/reviews/index.vue'),
          meta: { title: '团员报到审核' },
        },
        {
          path: 'reviews/batch',
          name: 'review-batch',
          component: () => import('./pages/review-batch/index.vue'),
          meta: { title: '批量审核结果' },
        },
        {
          path: 'reviews/covers',
          name: 'covers',
          component: () => import('./pages/covers/index.vue'),
          meta: { title: '写志愿书封面', staff: true },
        },
        {
          path: 'members',
          name: 'members',
          component: () => import('./pages/members/index.vue'),
          meta: { title: '团籍资料' },
        },
        {
          path: 'corrections',
          name: 'corrections',
          component: () => import('./pages/corrections/index.vue'),
          meta: { title: '错号更正', staff: true },
        },
        {
          path: 'takeover',
          name: 'takeover',
          component: () => import('./pages/takeover/index.vue'),
          meta: { title: '上线接管', staff: true },
        },
        {
          path: 'trace',
          name: 'trace',
          component: () => import('./pages/trace/index.vue'),
          meta: { title: '编号查询' },
        },
        {
          path: 'reconcile',
          name: 'reconcile',
          component: () => import('./pages/reconcile/index.vue'),
          meta: { title: '编号对账', staff: true },
        },
        {
          path: 'years',
          name: 'year-closing',
          component: () => import('./pages/year-closing/index.vue'),
          meta: { title: '年度关闭', staff: true },
        },
        {
          path: 'audit',
          name: 'audit-log',
          component: () => import('./pages/audit-log/index.vue'),
          meta: { title: '操作日志', staff: true },
        },
        {
          path: 'system',
          name: 'system',
          component: () => import('./pages/system/index.vue'),
          meta: { title: '运行状况', staff: true },
        },
        {
          path: 'settings',
          name: 'settings',
          component: () => import('./pages/settings/index.vue'),
          meta: { title: '系统设置', staff: true },
        },
        {
          path: 'organizations',
          name: 'organizations',
          component: () => import('./pages/organizations/index.vue'),
          meta: { title: '组织管理', staff: true },
        },
        {
          path: 'organizations/terms',
          name: 'officer-terms',
          component: () => import('./pages/officer-terms/index.vue'),
          meta: { title: '职务任期', staff: true },
        },
        {
          path: 'organizations/closing',
          name: 'organization-closing',
          component: () => import('./pages/organization-closing/index.vue'),
          meta: { title: '毕业撤销', staff: true },
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
  if (to.meta.staff && !session.isStaff) return { name: 'reviews' };
  return true;
});

router.afterEach((to) => {
  document.title = `${to.meta.title ?? '综合管理系统'} · 团员发展编号`;
});
