import type { OrganizationRef, Post } from '../../typings/api';
import { today } from '../checks/dates';
import { session } from '../services/session';
import { signedInMe } from '../services/account';

/** Which organisation a page of this sub-package is about, and as whom. */
export interface Place {
  post: Post;
  orgId: string;
  /** The organisation of the acting post itself: only it asks for more and gives back. */
  isOwn: boolean;
}

const FIRST_MANAGED_YEAR = 2020;

/** Why a page cannot be shown at all. */
export const NO_POST = '你目前没有在任职务，请联系上级团组织任命。';

/** The organisation named in the address of the page, else the own one; a sentence when there is no post. */
export async function placeOf(orgId: string): Promise<Place | string> {
  await signedInMe();
  const { post, problem } = session.get();
  if (!post) return problem || NO_POST;
  const own = post.organization.id;
  return { post, orgId: orgId || own, isOwn: orgId === '' || orgId === own };
}

/** Years that have numbers of the system, the latest first. */
export function managedYears(now: number): number[] {
  const years: number[] = [];
  for (let year = Number(today(now).slice(0, 4)); year >= FIRST_MANAGED_YEAR; year -= 1) {
    years.push(year);
  }
  return years;
}

/** The year in the address of a page, else the current one. */
export const yearFrom = (text: string, now: number): number =>
  Number(text) || (managedYears(now)[0] ?? FIRST_MANAGED_YEAR);

/** The address of a page about an organisation in a year. */
export const placeUrl = (page: string, organization: Pick<OrganizationRef, 'id'>, year: number) =>
  `${page}?orgId=${organization.id}&year=${year}`;
