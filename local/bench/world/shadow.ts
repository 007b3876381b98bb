import type { OrganizationDocument } from '../../../cloudfunctions/core/ports/documents';

/*
 * The yardsticks work on copies, so that what they write without any rule never mixes with the numbers of
 * the world. Ids and numbers of a copy have the length of the original.
 */

export const shadowId = (id: string): string => `S${id.slice(1)}`;

/** The copy of a branch that the yardsticks draw from; in the tree it does not exist. */
export const shadowOf = (branch: OrganizationDocument): OrganizationDocument => {
  const _id = shadowId(branch._id);
  return { ...branch, _id, path: [...branch.path.slice(0, -1), _id] };
};

/** Numbers that no world gives out: a place's interval begins here. */
const SHADOW_FIRST = 209_700_000_001;
const SHADOW_SPAN = 1_000_000;

/** The interval of a pool (its place from 0 on) or, behind them, of the large branch. */
export const shadowInterval = (place: number): { start: number; end: number } => {
  const start = SHADOW_FIRST + place * SHADOW_SPAN;
  return { start, end: start + SHADOW_SPAN - 1 };
};

/** Names of as many blocks, of a year in which nobody looks. */
export const shadowCover = (cover: readonly string[]): string[] =>
  cover.map((block) => block.replace(/^\d{4}/, '2097'));
