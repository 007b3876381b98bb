import { contains } from '../../domain/intervals';
import { isMemberNumber, normaliseNumber, yearOf } from '../../domain/member-number';
import {
  type Found,
  isWatched,
  levelOf,
  suspicionsOf,
  type TypedNumber,
} from '../../domain/suspicion';
import type { Database } from '../../ports/database';
import type { NumberDocument, RangeGuardDocument, SuspectDocument } from '../../ports/documents';
import { holdersOf } from '../numbering/holders';
import { joinYearOf } from '../registration/person';
import type { Job } from './job';

/** Rows of one query at most. */
const PAGE = 1000;
const PENDING = ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE'] as const;

/** One tick works for this long at most; what it did not get to the next one does. */
const WORK_MS = 15_000;

/** More numbers in use than this inside one range would be a range set in the wrong place. */
const MOST_LATE = 1000;

/**
 * Looks at every typed number of the registrations under way and writes those that look wrong where
 * `numbering.squatters` finds them; takes out what was mended. What makes a number wrong may come later than
 * the number (a range, another applicant), so all are looked at anew each time, and submitting costs nothing.
 * Gives how many suspects were written or taken out.
 */
export const watchNumbers: Job = {
  id: 'watch-numbers',
  everyMs: 9 * 60_000,
  async run({ database, runtime }, now) {
    const guards = await database.find('rangeGuards', {}, { limit: PAGE });
    const suspects = new Map<string, SuspectDocument>();
    const add = (typed: Typed, found: Found[]): void => {
      if (found.length > 0) suspects.set(typed.id, suspectOf(typed, found, now));
    };
    const typed = await typedNumbers(database);
    const factsFor = await factsOf(database, guards, typed);
    for (const one of typed) add(one, suspicionsOf(one, factsFor(one)));
    for (const one of await lateOnes(database, guards)) {
      add(one, [{ kind: 'LATE_RANGE', orgId: one.holderId }]);
    }
    return putRight(database, suspects, () => runtime.now() >= now + WORK_MS);
  },
};

type Typed = TypedNumber & { branchId: string };

function suspectOf(
  { id, branchId, path, number, mode, joinYear }: Typed,
  found: Found[],
  foundAt: number,
): SuspectDocument {
  const level = levelOf(mode, found);
  const order = `${level === 'WRONG' ? 0 : 1}-${number}-${id}`;
  const place = { branchId, path: [...path] };
  return { _id: id, ...place, number, mode, joinYear, level, found, foundAt, order };
}

/** The numbers typed by people who are under way; those of one status in the order of the numbers. */
async function typedNumbers(database: Database): Promise<Typed[]> {
  const typed = new Map<string, Typed>();
  for (const status of PENDING) {
    let from = '';
    for (;;) {
      const page = await database.find(
        'registrations',
        { status, typedNumber: from === '' ? { gt: '' } : { gte: from } },
        {
          sort: [['typedNumber', 1]],
          limit: PAGE,
          fields: ['branchId', 'path', 'typedNumber', 'mode', 'joinMonth'],
        },
      );
      for (const { _id, branchId, path, typedNumber, mode, joinMonth } of page) {
        const number = normaliseNumber(typedNumber ?? '');
        if (!isWatched(number)) continue;
        typed.set(_id, {
          id: _id,
          branchId,
          path,
          number,
          mode,
          joinYear: joinYearOf({ joinMonth }),
        });
      }
      const last = page.at(-1)?.typedNumber ?? from;
      if (page.length < PAGE || last === from) break;
      from = last;
    }
  }
  return [...typed.values()];
}

/** Everything `suspicionsOf` wants to know, looked up for all of them together. */
async function factsOf(
  database: Database,
  guards: readonly RangeGuardDocument[],
  typed: readonly Typed[],
) {
  const rangesOf = new Map(guards.map(({ _id, ranges }) => [_id, ranges]));
  const numbers = [...new Set(typed.map(({ number }) => number))];
  const taken = new Map<string, NumberDocument>();
  for (let from = 0; from < numbers.length; from += PAGE) {
    const page = await database.getMany('numbers', numbers.slice(from, from + PAGE));
    for (const document of page) taken.set(document._id, document);
  }
  const branches = await branchesOf(database, [...taken.values()]);
  const ranges = (number: string) =>
    isMemberNumber(number) ? (rangesOf.get(String(yearOf(number))) ?? []) : [];
  const holders = await holdersOf(
    database,
    numbers.filter((number) => contains(ranges(number), Number(number))),
  );
  const byNumber = new Map<string, Typed[]>();
  for (const person of typed) {
    byNumber.set(person.number, [...(byNumber.get(person.number) ?? []), person]);
  }
  return ({ id, number }: Typed) => {
    const document = taken.get(number);
    const isTaken = document !== undefined && document.memberId !== id;
    return {
      ranges: ranges(number),
      holderId: holders.get(number)?.orgId ?? null,
      taken: isTaken ? { orgId: branches.get(number) ?? document.holderOrgId } : null,
      alsoAt: (byNumber.get(number) ?? [])
        .filter((other) => other.id !== id)
        .map((other) => other.branchId),
    };
  };
}

/** The branches of the people who have these numbers, by number. */
async function branchesOf(
  database: Database,
  numbers: readonly NumberDocument[],
): Promise<Map<string, string>> {
  const ids = numbers.flatMap(({ memberId }) => memberId ?? []);
  const branchOf = new Map<string, string>();
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = await database.getMany('members', ids.slice(from, from + PAGE), ['branchId']);
    for (const { _id, branchId } of page) branchOf.set(_id, branchId);
  }
  return new Map(
    numbers.flatMap(({ _id, memberId }): Array<[string, string]> => {
      const branch = memberId === null ? undefined : branchOf.get(memberId);
      return branch === undefined ? [] : [[_id, branch]];
    }),
  );
}

/** Members whose kept number lies inside a range all the same: the guard should have refused the range. */
async function lateOnes(
  database: Database,
  guards: readonly RangeGuardDocument[],
): Promise<Array<Typed & { holderId: string | null }>> {
  const kept: string[] = [];
  const ids: string[] = [];
  for (const { start, end } of guards.flatMap(({ ranges }) => ranges)) {
    const found = await database.find(
      'numbers',
      { state: 'EXTERNAL', _id: { gte: String(start), lte: String(end) } },
      { limit: MOST_LATE },
    );
    for (const { _id, memberId } of found.filter((number) => isMemberNumber(number._id))) {
      kept.push(_id);
      if (memberId !== null) ids.push(memberId);
    }
  }
  const holders = await holdersOf(database, kept);
  const members = await database.getMany('members', ids.slice(0, PAGE), [
    'branchId',
    'path',
    'memberNumber',
    'joinYear',
  ]);
  return members.map(({ _id, branchId, path, memberNumber, joinYear }) => ({
    id: _id,
    branchId,
    path,
    number: memberNumber ?? '',
    mode: 'MANUAL',
    joinYear,
    holderId: holders.get(memberNumber ?? '')?.orgId ?? null,
  }));
}

const sameAs = (a: SuspectDocument, b: SuspectDocument): boolean =>
  JSON.stringify([a.order, a.branchId, a.path, a.mode, a.joinYear, a.found]) ===
  JSON.stringify([b.order, b.branchId, b.path, b.mode, b.joinYear, b.found]);

/**
 * Writes what is new or changed and takes out what is no longer wrong, until `isOver`; gives how many that
 * were.
 */
async function putRight(
  database: Database,
  suspects: ReadonlyMap<string, SuspectDocument>,
  isOver: () => boolean,
): Promise<number> {
  const left = new Map(suspects);
  let changed = 0;
  let after = '';
  for (;;) {
    const page = await database.find(
      'suspects',
      { _id: { gt: after } },
      { sort: [['_id', 1]], limit: PAGE },
    );
    for (const stored of page) {
      const suspect = suspects.get(stored._id);
      left.delete(stored._id);
      if (suspect && sameAs(stored, suspect)) continue;
      if (isOver()) return changed;
      changed++;
      if (suspect) await database.put('suspects', suspect);
      else await database.removeWhere('suspects', { _id: stored._id });
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!._id;
  }
  for (const suspect of left.values()) {
    if (isOver()) break;
    await database.put('suspects', suspect);
    changed++;
  }
  return changed;
}
