import { callHere, callPatiently } from './in-process';
import type { TestCloud } from './phones';
import {
  allocateOne,
  branch,
  dataOf,
  handDown,
  type Other,
  province,
  type Scenario,
  year,
} from './places';
import { addPerson } from './tree';

/* Movements of numbers whose holder or year is the place's own. */

export const giveBack: Scenario<'numbering.giveBack'> = {
  action: 'numbering.giveBack',
  by: (place) => `holder-${place}`,
  used: 0,
  async prepare(test, place) {
    await handDown(test, place, 4);
    await addPerson(test, `holder-${place}`, branch(place));
    const input = { orgId: branch(place), year, count: 2, reason: '用不完' };
    return { input, other: allocateOne(place) };
  },
  outcome: ({ moved }) => moved.map((part) => part.count),
};

/** Every place has a year of its own, for all ranges are the province's. */
const yearOf = (place: number): number => year + 1 + place;

const FIRST_RANGE = { start: 12000, end: 12099 };
const rangeOf = (place: number, { start, end }: { start: number; end: number }) => ({
  year: yearOf(place),
  start: `${yearOf(place)}000${start}`,
  end: `${yearOf(place)}000${end}`,
});

async function defineFirst(test: TestCloud, place: number): Promise<void> {
  const action = 'numbering.defineRange';
  const range = rangeOf(place, FIRST_RANGE);
  dataOf(await callHere(test, 'province', action, range, `first-range-${place}`));
}

const anotherRange =
  (place: number): Other =>
  (test, opId) => {
    const range = rangeOf(place, { start: 14000, end: 14009 });
    return callPatiently(test, 'province-2', 'numbering.defineRange', range, opId);
  };

export const newRange: Scenario<'numbering.defineRange'> = {
  action: 'numbering.defineRange',
  by: province,
  used: 0,
  async prepare(test, place) {
    await defineFirst(test, place);
    const input = rangeOf(place, { start: 13000, end: 13049 });
    return { input, other: anotherRange(place) };
  },
  outcome: ({ moved }) => moved.map((part) => part.count),
};

export const shrink: Scenario<'numbering.shrinkRange'> = {
  action: 'numbering.shrinkRange',
  by: province,
  used: 0,
  async prepare(test, place) {
    await defineFirst(test, place);
    const { end } = rangeOf(place, FIRST_RANGE);
    return { input: { year: yearOf(place), end, count: 10 }, other: anotherRange(place) };
  },
  outcome: ({ moved }) => moved.map((part) => part.count),
};
