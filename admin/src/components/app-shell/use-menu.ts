import {
  Calendar,
  CircleCheck,
  DataAnalysis,
  Files,
  House,
  Monitor,
  Notebook,
  OfficeBuilding,
  RefreshLeft,
  Search,
  Setting,
  Upload,
  User,
} from '@element-plus/icons-vue';
import { computed } from 'vue';
import type { Component } from 'vue';
import { useSession } from '../../stores/session';

export interface MenuEntry {
  name: string;
  text: string;
  icon: Component;
  /** Pages reached from this one that keep its entry marked. */
  also: string[];
}
export interface MenuGroup {
  text: string;
  entries: MenuEntry[];
}

const HOME: MenuEntry = { name: 'home', text: '首页', icon: House, also: ['rebalance'] };
const MEMBERSHIP: MenuEntry[] = [
  {
    name: 'numbers',
    text: '团员编号分配',
    icon: DataAnalysis,
    also: ['allocate', 'movements', 'number-requests'],
  },
  { name: 'reviews', text: '团员报到审核', icon: User, also: ['review-batch', 'covers'] },
  { name: 'members', text: '团籍资料', icon: Files, also: [] },
];
const ORGANIZATIONS: MenuEntry = {
  name: 'organizations',
  text: '组织管理',
  icon: OfficeBuilding,
  also: ['organization-import', 'officer-terms', 'organization-closing'],
};

const TAKEOVER: MenuEntry = { name: 'takeover', text: '上线接管', icon: Upload, also: [] };
const CORRECTIONS: MenuEntry = {
  name: 'corrections',
  text: '错号更正',
  icon: RefreshLeft,
  also: [],
};
const TRACE: MenuEntry = { name: 'trace', text: '编号查询', icon: Search, also: [] };
const RECONCILE: MenuEntry = { name: 'reconcile', text: '编号对账', icon: CircleCheck, also: [] };
const AUDIT: MenuEntry = { name: 'audit-log', text: '操作日志', icon: Notebook, also: [] };
const YEARS: MenuEntry = { name: 'year-closing', text: '年度关闭', icon: Calendar, also: [] };

const SYSTEM: MenuEntry[] = [
  { name: 'system', text: '运行状况', icon: Monitor, also: [] },
  { name: 'settings', text: '系统设置', icon: Setting, also: [] },
];

/** The left menu: only what the acting post may use. */
export function useMenu() {
  const session = useSession();
  const isProvince = computed(() => session.post?.organization.type === 'PROVINCE');
  return computed<MenuGroup[]>(() => [
    { text: '', entries: [HOME] },
    { text: '团籍管理', entries: isProvince.value ? [...MEMBERSHIP, TAKEOVER] : MEMBERSHIP },
    {
      text: '编号',
      entries: [
        TRACE,
        ...(session.isStaff ? [CORRECTIONS, RECONCILE] : []),
        ...(isProvince.value ? [YEARS, AUDIT] : []),
      ],
    },
    ...(session.isStaff ? [{ text: '组织', entries: [ORGANIZATIONS] }] : []),
    ...(isProvince.value ? [{ text: '系统', entries: SYSTEM }] : []),
  ]);
}
