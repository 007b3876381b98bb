import { describe, expect, it, jest } from '@jest/globals';
import { groupsOf } from '../../admin/src/components/app-shell/found';
import { useHitList } from '../../admin/src/components/use-hit-list';
import type { MemberItem, OrganizationHit } from '../../typings/api';

const hit = (id: string): OrganizationHit => ({
  id,
  name: `${id}团支部`,
  type: 'BRANCH',
  shortName: '',
  code: id,
  path: [],
  secretary: null,
});
const member = (id: string): MemberItem => ({
  id,
  name: '陈甲',
  branch: { id: 'b', name: '0604团支部（1）', type: 'BRANCH' },
  joinMonth: '2020-05',
  memberNumber: '202000012020',
  numberSource: 'AUTO_BRANCH',
  status: 'ACTIVE',
  approvedAt: 0,
  coverWrittenAt: null,
  bound: true,
});
const titles = (groups: ReturnType<typeof groupsOf>) => groups.map(({ title }) => title);

describe('the search of the header', () => {
  it('offers the life of a number typed with spaces or full-width digits, before anything is read', () => {
    const [group] = groupsOf('2020 0001 ２０２０', null, null);
    expect(group).toEqual({
      title: '编号查询',
      lines: [{ kind: 'NUMBER', key: 'n202000012020', number: 202000012020 }],
    });
    expect(groupsOf('20200001', null, null)).toEqual([]);
  });
  it('shows what was found kind by kind, and leaves out kinds without anything', () => {
    const members = { items: [member('m')], next: null };
    expect(titles(groupsOf('陈', [hit('1')], members))).toEqual(['组织', '团籍资料']);
    expect(titles(groupsOf('陈', [], members))).toEqual(['团籍资料']);
    expect(titles(groupsOf('陈', [hit('1')], null))).toEqual(['组织']);
  });
  it('leads to the whole list when there are more members', () => {
    const [group] = groupsOf('陈', [], { items: [member('m')], next: 'cursor' });
    expect(group!.lines.map(({ kind }) => kind)).toEqual(['MEMBER', 'MORE_MEMBERS']);
  });
});

describe('the keyboard of a list of hits', () => {
  type OnKey = ReturnType<typeof useHitList>['onKey'];
  const press = (on: OnKey, key: string, isComposing = false): void =>
    on({ key, isComposing, preventDefault: () => undefined });

  it('moves round with the arrows, chooses with Enter and closes with Escape', () => {
    const choose = jest.fn();
    const list = useHitList(() => ['a', 'b', 'c'], choose);
    list.onInput();
    press(list.onKey, 'ArrowUp');
    expect(list.active.value).toBe(2);
    press(list.onKey, 'ArrowDown');
    press(list.onKey, 'ArrowDown');
    press(list.onKey, 'Enter');
    expect(choose.mock.calls).toEqual([['b']]);
    expect(list.open.value).toBe(false);
    press(list.onKey, 'Enter');
    expect(choose).toHaveBeenCalledTimes(1);
    press(list.onKey, 'ArrowDown');
    expect([list.open.value, list.active.value]).toEqual([true, 1]);
    press(list.onKey, 'Escape');
    expect(list.open.value).toBe(false);
  });
  it('leaves Enter to an input method that is composing', () => {
    const choose = jest.fn();
    const list = useHitList(() => ['a'], choose);
    list.onInput();
    press(list.onKey, 'Enter', true);
    expect([choose.mock.calls.length, list.open.value]).toEqual([0, true]);
  });
});
