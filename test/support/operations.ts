import { callHere } from './in-process';
import { giveBack, newRange, shrink } from './movements';
import {
  allocateOne,
  approveAnother,
  approveOne,
  branch,
  committee,
  dataOf,
  handDown,
  province,
  type Scenario,
  waits,
  year,
} from './places';
import { addPerson } from './tree';
import { closing, moving } from './tree-changes';

/* The operations that give numbers or move them, each prepared at a place of its own (places.ts). */

const approve: Scenario<'review.pass'> = {
  action: 'review.pass',
  by: province,
  used: 2,
  prepare: async (test, place) => ({
    input: { registrationId: await waits(test, place), status: 'PENDING_COMMITTEE' },
    other: await approveAnother(test, place),
  }),
  outcome: ({ status, numberSource }) => [status, numberSource],
};

const allocate: Scenario<'numbering.allocate'> = {
  action: 'numbering.allocate',
  by: province,
  used: 0,
  prepare: async (_, place) => ({
    input: { orgId: committee(place), year, items: [{ orgId: branch(place), count: 2 }] },
    other: allocateOne(place),
  }),
  outcome: ({ moved }) => moved.map((part) => part.count),
};

const reclaim: Scenario<'numbering.reclaim'> = {
  action: 'numbering.reclaim',
  by: province,
  used: 0,
  async prepare(test, place) {
    await handDown(test, place, 4);
    return { input: { orgId: branch(place), year, count: 2 }, other: allocateOne(place) };
  },
  outcome: ({ moved }) => moved.map((part) => part.count),
};

const appoint: Scenario<'organization.appoint'> = {
  action: 'organization.appoint',
  by: province,
  used: 2,
  async prepare(test, place) {
    const registrationId = await waits(test, place);
    const other = await approveAnother(test, place);
    await addPerson(test, `secretary-${place}`, branch(place));
    return { input: { orgId: branch(place), registrationId }, other };
  },
  outcome: ({ dismissed, approval }) => [
    dismissed?.replace(/\d+/, ''),
    approval?.numberSource ?? null,
  ],
};

const correct: Scenario<'numbering.decideCorrection'> = {
  action: 'numbering.decideCorrection',
  by: () => 'province-2',
  used: 2,
  async prepare(test, place) {
    const number = await approveOne(test, place);
    const wrong = { number, kind: 'WRONG_PERSON' as const, reason: '给错了人' };
    const action = 'numbering.fileCorrection';
    const filed = await callHere(test, 'province', action, wrong, `file-correction-${place}`);
    const { correctionId } = dataOf(filed);
    const other = await approveAnother(test, place);
    return { input: { correctionId, decision: 'APPROVE' }, other };
  },
  outcome: ({ status, replacement }) => [status, replacement !== null],
};

const undo: Scenario<'numbering.undo'> = {
  action: 'numbering.undo',
  by: province,
  used: 0,
  async prepare(test, place) {
    await handDown(test, place, 2);
    const history = { orgId: branch(place), year };
    const journal = await test.ok('province', 'numbering.journal', history);
    return { input: { entryId: journal.items[0]!.id }, other: allocateOne(place) };
  },
  outcome: ({ moved }) => moved.map((part) => part.count),
};

const accept: Scenario<'numbering.decideRequest'> = {
  action: 'numbering.decideRequest',
  by: province,
  used: 0,
  async prepare(test, place) {
    const asker = `asks-${place}`;
    await addPerson(test, asker, branch(place));
    const wanted = { orgId: branch(place), year, count: 2, reason: '不够' };
    const asked = await callHere(test, asker, 'numbering.requestMore', wanted, `ask-more-${place}`);
    const { id: requestId, version } = dataOf(asked);
    const input = { requestId, version, decision: 'ACCEPT' as const, reason: '同意' };
    return { input, other: allocateOne(place) };
  },
  outcome: ({ request, moved }) => [request.state, moved.map((part) => part.count)],
};

/** By the words that test names use. */
export const scenarios = {
  approve,
  allocate,
  reclaim,
  giveBack,
  newRange,
  shrink,
  undo,
  decideRequest: accept,
  appoint,
  decideCorrection: correct,
  move: moving,
  close: closing,
};
