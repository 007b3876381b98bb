import { type DemoApplicant, demoApplicant, type Stage } from '../../local/demo/people';
import { Phones } from '../../local/demo/phones';
import { register } from '../../local/demo/register';
import { tree } from '../../local/demo/tree';
import type { Walk } from './support';

const SURNAMES = '赵钱孙李周吴郑王冯陈';
const GIVEN = '安宁嘉禾子墨';

/** The phones of the demo's people, to bring the story to where a walk begins. */
export const phonesOf = (walk: Walk, session: string): Phones => new Phones(walk.cloud, session);

/** Somebody in office in the demo, by the phone number. */
export function officer(phone: string) {
  const found = tree.officers.find((candidate) => candidate.phone === phone);
  if (!found) throw new Error(`nobody in office has ${phone}`);
  return found;
}

/** So many people who registered in a branch and wait at a stage, in this order of submission. */
export async function applyMany(
  walk: Walk,
  count: number,
  branchId: string,
  stage: Stage,
  first: number,
): Promise<DemoApplicant[]> {
  const phones = phonesOf(walk, `many-${first}`);
  const people = Array.from({ length: count }, (_, at) => {
    const name = `${SURNAMES[at % 10]}${GIVEN[Math.floor(at / 10) % 6]}${GIVEN[at % 6]}`;
    return demoApplicant(first + at, name, branchId, stage);
  });
  for (const person of people) {
    await phones.signIn(person);
    await register(phones, tree.officers, person);
  }
  return people;
}

/** Numbers of a year, handed down: `counts` by organisation, each from the one above it. */
export async function handDown(
  walk: Walk,
  year: number,
  counts: ReadonlyArray<readonly [from: string, to: string, count: number]>,
): Promise<void> {
  const phones = phonesOf(walk, `numbers-${year}`);
  const province = officer('13800000001');
  const input = { year, start: `${year}00012000`, end: `${year}00012999` };
  await phones.call(province, 'numbering.defineRange', input);
  for (const [orgId, to, count] of counts) {
    const items = [{ orgId: to, count }];
    await phones.call(province, 'numbering.allocate', { orgId, year, items });
  }
}
