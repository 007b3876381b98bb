import { DataAnalysis, Files, OfficeBuilding, User } from '@element-plus/icons-vue';
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

const MEMBERSHIP: MenuEntry[] = [
  { name: 'numbers', text: '团员编号分配', icon: DataAnalysis, also: ['allocate'] },
  { name: 'reviews', text: '团员报到审核', icon: User, also: [] },
  { name: 'members', text: '团籍资料', icon: Files, also: [] },
];
const ORGANIZATIONS: MenuEntry = {
  name: 'organizations',
  text: '组织管理',
  icon: OfficeBuilding,
  also: ['organization-import'],
};

/** The left menu: only what the acting post may use. */
export function useMenu() {
  const session = useSession();
  return computed<MenuGroup[]>(() => [
    { text: '团籍管理', entries: MEMBERSHIP },
    ...(session.isStaff ? [{ text: '组织', entries: [ORGANIZATIONS] }] : []),
  ]);
}
