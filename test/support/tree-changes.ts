import { callPatiently } from './in-process';
import {
  approveAnother,
  approveOne,
  branch,
  elsewhere,
  handDown,
  type Other,
  province,
  type Scenario,
} from './places';

/* What becomes of an organisation with the numbers it holds. */

export const moving: Scenario<'organization.move'> = {
  action: 'organization.move',
  by: province,
  used: 2,
  async prepare(test, place) {
    await handDown(test, place, 3);
    await approveOne(test, place);
    const other = await approveAnother(test, place);
    const input = { orgId: branch(place), parentId: elsewhere(place), reason: '学校合并' };
    return { input, other };
  },
  outcome: ({ numbers }) => numbers,
  /** Where the people of the branch are; they follow when the move itself is done. */
  async stored(test, place) {
    const below = { branchId: branch(place) };
    const people = [
      ...(await test.database.find('members', below)),
      ...(await test.database.find('registrations', below)),
    ];
    const paths = new Set(people.map(({ path }) => path.join()));
    return [...paths].map((path) => path.replaceAll(/\d+/g, ''));
  },
};

/** Needs the organisation itself: nothing else of a branch that closes is wanted by others. */
const rename =
  (place: number): Other =>
  async (test, opId) => {
    const input = { orgId: branch(place), fullName: `改名第${place}团支部` };
    const answer = await callPatiently(test, 'province-2', 'organization.update', input, opId);
    // The call that died may have closed it.
    const isRight = answer.ok || answer.error.message.includes('该组织已撤销');
    return isRight ? { ok: true } : answer;
  };

export const closing: Scenario<'organization.close'> = {
  action: 'organization.close',
  by: province,
  used: 1,
  async prepare(test, place) {
    await handDown(test, place, 1);
    await approveOne(test, place);
    return { input: { orgIds: [branch(place)], reason: '毕业' }, other: rename(place) };
  },
  outcome: ({ results }) => results.map(({ ok }) => ok),
  async stored(test, place) {
    const { status } = (await test.database.get('organizations', branch(place)))!;
    const line = { what: 'CLOSE_ORGANIZATION', subject: branch(place) };
    return [status, await test.database.count('audit', line)];
  },
  single(output) {
    const [result] = output.results;
    if (!result) return null;
    return result.ok ? { ok: true, data: output } : { ok: false, error: result.error };
  },
};
