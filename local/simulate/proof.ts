import { includes } from '../../cloudfunctions/core/domain/intervals';
import type { CollectionName, Documents } from '../../cloudfunctions/core/ports/documents';
import type { Answer, Interval, ReconcileSlice } from '../../typings/api';
import { LAST_DAY, LAST_YEAR, nightAfter, YEAR } from './calendar';
import type { Fact } from './ledger';
import { officerOf, type Sim } from './sim';
import { ROOT } from './world/province';

/** What came of comparing the simulation's own record with the database, and of the system's own proof. */
export interface Proof {
  /** Numbers given in all, as people were told; of these, taken away again by a correction. */
  given: number;
  taken: number;
  /** People who have a number now: by the record, and member records with one. */
  people: number;
  members: number;
  /** Sentences; each of them is empty when all is well. */
  duplicates: string[];
  lost: string[];
  unrecorded: string[];
  wrongKind: string[];
  /** The system's own proof, from the first entry of the journal on. */
  reconcile: Array<{
    year: number;
    total: number;
    free: number;
    used: number;
    voided: number;
    expired: number;
    findings: number;
  }>;
}

/** Every document of a collection, page by page. */
async function* all<C extends CollectionName>(
  { system }: Sim,
  collection: C,
  fields: readonly string[],
): AsyncGenerator<Documents[C]> {
  const { database } = system.servicesAt(0);
  for (let after = ''; ;) {
    const page = await database.find(
      collection,
      { _id: { gt: after } },
      { sort: [['_id', 1]], limit: 1000, fields },
    );
    yield* page;
    if (page.length < 1000) return;
    after = page.at(-1)!._id;
  }
}

/** Proves a run by three ways that know nothing of each other; the database is at rest, without faults. */
export async function prove(sim: Sim): Promise<Proof> {
  const facts = sim.ledger.facts();
  const proof: Proof = {
    given: facts.filter(({ what }) => what === 'GIVEN').length,
    taken: facts.filter(({ what }) => what === 'TAKEN').length,
    people: 0,
    members: 0,
    duplicates: [],
    lost: [],
    unrecorded: [],
    wrongKind: [],
    reconcile: [],
  };
  const current = standing(facts, proof);
  proof.people = current.size;
  await countRegistrations(sim, proof);
  await compareMembers(sim, current, proof);
  await compareNumbers(sim, current, proof);
  await judgeKinds(sim, current, proof);
  for (const year of [LAST_YEAR, YEAR]) proof.reconcile.push(await reconcile(sim, year));
  const drawn = [...current.values()].filter(({ how }) => how !== 'KEPT').length;
  const used = proof.reconcile.reduce((sum, one) => sum + one.used, 0);
  if (drawn !== used) proof.lost.push(`${drawn} numbers were drawn, the holdings say ${used}`);
  return proof;
}

/** Who has which number, by the record alone; somebody with two, or a number with two people, is a duplicate. */
function standing(facts: readonly Fact[], proof: Proof): Map<number, Fact> {
  const current = new Map<number, Fact>();
  const owners = new Map<string, number>();
  for (const fact of facts) {
    const { person, number, what } = fact;
    const held = current.get(person);
    if (what === 'TAKEN') {
      if (held?.number !== number)
        proof.lost.push(`${person} never had ${number}, which was taken`);
      current.delete(person);
      owners.delete(number);
      continue;
    }
    if (held) proof.duplicates.push(`${person} got ${number} beside ${held.number}`);
    const owner = owners.get(number);
    if (owner !== undefined) proof.duplicates.push(`${number} went to ${owner} and ${person}`);
    current.set(person, fact);
    owners.set(number, person);
  }
  return current;
}

/** Of a person's registrations all but one have to be withdrawn. */
async function countRegistrations(sim: Sim, proof: Proof): Promise<void> {
  const people = new Set<string>();
  for await (const { _id, status, idNumberHash } of all(sim, 'registrations', [
    'status',
    'idNumberHash',
  ])) {
    if (status === 'WITHDRAWN') continue;
    if (people.has(idNumberHash)) proof.duplicates.push(`registration ${_id}: a person twice`);
    people.add(idNumberHash);
  }
}

async function compareMembers(
  sim: Sim,
  current: ReadonlyMap<number, Fact>,
  proof: Proof,
): Promise<void> {
  const { system, people } = sim;
  const byRegistration = new Map([...current.values()].map((fact) => [fact.registrationId, fact]));
  const identities = new Set<string>();
  const fields = ['memberNumber', 'idNumberHash', 'joinYear'];
  for await (const { _id, memberNumber, idNumberHash } of all(sim, 'members', fields)) {
    if (identities.has(idNumberHash)) proof.duplicates.push(`member ${_id}: a person twice`);
    identities.add(idNumberHash);
    if (memberNumber === null) continue;
    proof.members += 1;
    const fact = byRegistration.get(_id);
    if (!fact) {
      proof.unrecorded.push(`member ${_id} has ${memberNumber}, and nobody was told`);
      continue;
    }
    byRegistration.delete(_id);
    if (fact.number !== memberNumber) {
      proof.lost.push(`${fact.person} was told ${fact.number}, the record says ${memberNumber}`);
    }
    const { idNumber } = people.person(fact.person);
    if (system.secrets.hash('idNumber', idNumber) !== idNumberHash) {
      proof.lost.push(`the record of ${fact.number} is not ${fact.person}'s`);
    }
  }
  for (const { person, number } of byRegistration.values()) {
    proof.lost.push(`${person} was told ${number}, and there is no member record`);
  }
}

async function compareNumbers(
  sim: Sim,
  current: ReadonlyMap<number, Fact>,
  proof: Proof,
): Promise<void> {
  const byNumber = new Map([...current.values()].map((fact) => [fact.number, fact]));
  for await (const { _id, state, memberId } of all(sim, 'numbers', ['state', 'memberId'])) {
    if (state === 'VOID') continue;
    const fact = byNumber.get(_id);
    byNumber.delete(_id);
    if (!fact) proof.unrecorded.push(`${_id} is ${state}, and nobody was told`);
    else if (memberId !== fact.registrationId) proof.lost.push(`${_id} is somebody else's`);
    else if ((state === 'EXTERNAL') !== (fact.how === 'KEPT')) {
      proof.wrongKind.push(`${_id} is ${state}, but was ${fact.how}`);
    }
  }
  for (const { person, number } of byNumber.values()) {
    proof.lost.push(`${person} was told ${number}, which is not assigned`);
  }
}

/** Drawn numbers are of the year of joining and inside the province's ranges, kept ones as typed and outside. */
async function judgeKinds(
  { system, people }: Sim,
  current: ReadonlyMap<number, Fact>,
  proof: Proof,
): Promise<void> {
  const { database } = system.servicesAt(0);
  const guards = await database.find('rangeGuards', {});
  const ranges: Interval[] = guards.flatMap((guard) => guard.ranges);
  for (const { person: index, number, how } of current.values()) {
    const person = people.person(index);
    const value = Number(number);
    const isInside = includes(ranges, [{ start: value, end: value }]);
    const isRight =
      person.mode === 'AUTO'
        ? how !== 'KEPT' && isInside && number.slice(0, 4) === person.joinMonth.slice(0, 4)
        : how === 'KEPT' && !isInside && number === person.ownNumber;
    if (!isRight) proof.wrongKind.push(`${number} of ${index}, who joined in ${person.joinMonth}`);
  }
}

async function reconcile(sim: Sim, year: number): Promise<Proof['reconcile'][number]> {
  const sum = { free: 0, used: 0, voided: 0, expired: 0 };
  let total = 0;
  let findings = 0;
  let cursor: string | null = null;
  do {
    const answer: Answer<ReconcileSlice> = await sim.system.call({
      who: officerOf(sim, ROOT),
      action: 'numbering.reconcile',
      input: { orgId: ROOT, year, full: true, ...(cursor !== null && { cursor }) },
      key: `prove ${year} ${cursor ?? ''}`,
      at: nightAfter(LAST_DAY),
    });
    if (!answer.ok) throw new Error(`the proof was refused: ${JSON.stringify(answer.error)}`);
    const { data }: { data: ReconcileSlice } = answer;
    for (const part of ['free', 'used', 'voided', 'expired'] as const) {
      sum[part] += data.statement[part];
    }
    total = data.total;
    findings += data.findings.length + data.restless;
    cursor = data.next;
  } while (cursor !== null);
  const parts = Object.values(sum).reduce((whole, part) => whole + part, 0);
  return { year, total, ...sum, findings: findings + (parts === total ? 0 : 1) };
}

/** Whether everything fits. */
export const isSound = (proof: Proof): boolean =>
  [proof.duplicates, proof.lost, proof.unrecorded, proof.wrongKind].every(
    (sentences) => sentences.length === 0,
  ) &&
  proof.members === proof.people &&
  proof.reconcile.every(({ findings }) => findings === 0);
