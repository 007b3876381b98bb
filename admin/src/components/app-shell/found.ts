import type { MemberItem, OrganizationHit, Page } from '../../../../typings/api';
import { parseNumber } from '../../format/numbers';

/** One line below the search field of the header. */
export type Found =
  | { kind: 'NUMBER'; key: string; number: number }
  | { kind: 'ORGANIZATION'; key: string; hit: OrganizationHit }
  | { kind: 'MEMBER'; key: string; member: MemberItem }
  | { kind: 'MORE_MEMBERS'; key: string };

export interface FoundGroup {
  title: string;
  lines: Found[];
}

/** What was found for the words, group by group; null stands for what could not be read or is still asked for. */
export function groupsOf(
  words: string,
  organizations: readonly OrganizationHit[] | null,
  members: Page<MemberItem> | null,
): FoundGroup[] {
  const number = parseNumber(words);
  const groups: FoundGroup[] = [
    {
      title: '编号查询',
      lines: number === null ? [] : [{ kind: 'NUMBER', key: `n${number}`, number }],
    },
    {
      title: '组织',
      lines: (organizations ?? []).map((hit) => ({ kind: 'ORGANIZATION', key: `o${hit.id}`, hit })),
    },
    {
      title: '团籍资料',
      lines: [
        ...(members?.items ?? []).map((member): Found => ({
          kind: 'MEMBER',
          key: `m${member.id}`,
          member,
        })),
        ...(members?.next ? [{ kind: 'MORE_MEMBERS', key: 'more' } as const] : []),
      ],
    },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}
