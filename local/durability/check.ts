import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../cloudfunctions/core/ports/database';
import type { CollectionName, Documents } from '../../cloudfunctions/core/ports/documents';
import type { Secrets } from '../../cloudfunctions/core/ports/secrets';
import type { Answer, PassManyOutput, ReconcileSlice } from '../../typings/api';
import type { Recorded } from './journal';
import type { Call, System } from './system';
import type { Known } from './task';
import { accountOf, PROVINCE, staffOf, YEAR } from './world';

/** Documents of one request. */
const AT_ONCE = 500;

/** Journal entries that a call leaves when all of it happens; a batch has one for each person. */
export function entriesOf(secrets: Secrets, { openid, action, input, opId }: Call): string[] {
  const key = secrets.digest('operation', `${accountOf(openid)}|${action}|${opId}`);
  if (action !== 'review.passMany') return [key];
  const { registrationIds } = input as { registrationIds: string[] };
  return registrationIds.map((id) => secrets.digest('operation', `${key}|${id}`));
}

/** Of those entries, the ones that have to be there after this answer. */
export function entriesPromised(secrets: Secrets, recorded: Recorded): string[] {
  const { answer, action } = recorded;
  if (!answer?.ok) return [];
  const entries = entriesOf(secrets, recorded);
  if (action !== 'review.passMany') return entries;
  const { registrationIds } = recorded.input as { registrationIds: string[] };
  const { results } = answer.data as PassManyOutput;
  const passed = new Set(results.flatMap(({ ok, registrationId }) => (ok ? [registrationId] : [])));
  return entries.filter((_, i) => passed.has(registrationIds[i]!));
}

/** The documents with these ids, by id. */
export async function stored<C extends CollectionName>(
  database: Database,
  name: C,
  ids: readonly string[],
): Promise<Map<string, Documents[C]>> {
  const found = new Map<string, Documents[C]>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const page = await database.getMany(name, ids.slice(from, from + AT_ONCE));
    for (const document of page) found.set(document._id, document);
  }
  return found;
}

/** Acknowledged calls whose entry in the journal is missing, as sentences. */
export async function lostCalls(
  database: Database,
  secrets: Secrets,
  calls: readonly Recorded[],
): Promise<string[]> {
  const promised = calls.map((call) => [call, entriesPromised(secrets, call)] as const);
  const there = await stored(
    database,
    'journal',
    promised.flatMap(([, entries]) => entries),
  );
  return promised.flatMap(([{ number, action }, entries]) =>
    entries.every((entry) => there.has(entry))
      ? []
      : [`call ${number} (${action}) was acknowledged and is not there`],
  );
}

/** What is stored about people and is not what their calls were told, as sentences. */
export async function wrongPeople(database: Database, people: readonly Known[]): Promise<string[]> {
  const ids = people.map(({ id }) => id);
  const registrations = await stored(database, 'registrations', ids);
  const members = await stored(database, 'members', ids);
  const given = people.flatMap(({ number }) => number ?? []);
  const numbers = await stored(database, 'numbers', given);
  return people.flatMap(({ id, status, number, corrected }) => {
    const registration = registrations.get(id);
    const member = members.get(id);
    const wrong = (text: string): string => `registration ${id}: ${text}`;
    if (!registration) return [wrong('was acknowledged and is not there')];
    if (registration.status !== status || registration.memberNumber !== number) {
      const found = `${registration.status} ${registration.memberNumber}`;
      return [wrong(`is ${found} and should be ${status} ${number}`)];
    }
    if (number === null) {
      return member && !(corrected && member.memberNumber === null)
        ? [wrong('has a member record with a number nobody was told of')]
        : [];
    }
    const record = numbers.get(number);
    return member?.memberNumber === number && record?.memberId === id && record.state === 'ASSIGNED'
      ? []
      : [wrong(`number ${number}, its document and the member do not agree`)];
  });
}

/** The proof of all numbers by the system itself, and the callers' own count beside it, as sentences. */
export async function wrongNumbers(
  system: System,
  people: Iterable<Known>,
  full: boolean,
): Promise<string[]> {
  const given = [...people].flatMap(({ number }) => number ?? []);
  const input = { orgId: PROVINCE, year: YEAR, full };
  const call: Call = {
    openid: staffOf(PROVINCE),
    action: 'numbering.reconcile',
    input,
    opId: 'durability-proof',
  };
  const answer = (await system.call(call)) as Answer<ReconcileSlice> | 'LOST';
  if (answer === 'LOST' || !answer.ok) return [`no proof: ${JSON.stringify(answer)}`];
  const { findings, statement, restless, next } = answer.data;
  return [
    ...findings.map((finding) => `proof: ${JSON.stringify(finding)}`),
    ...(restless > 0 || next !== null ? ['the proof did not come to its end'] : []),
    ...(new Set(given).size < given.length ? ['a number was given to two people'] : []),
    ...(statement.used !== given.length
      ? [`${statement.used} numbers are used, the callers were told of ${given.length}`]
      : []),
  ];
}

/** Whether an answer holds for ever: whoever was refused within a batch may be passed by a later call, or refused otherwise. */
export const isFinal = ({ answer }: Recorded): boolean => {
  if (!answer?.ok) return false;
  const { results = [] } = answer.data as { results?: ReadonlyArray<{ ok: boolean }> };
  return results.every(({ ok }) => ok);
};

/** Sends calls with final answers once more; answers that are not the first ones, as sentences. */
export async function otherAnswers(system: System, calls: readonly Recorded[]): Promise<string[]> {
  const again = await Promise.all(calls.map((call) => system.call(call)));
  return calls.flatMap(({ number, action, answer }, i) =>
    isDeepStrictEqual(again[i], answer)
      ? []
      : [
          `call ${number} (${action}) sent again: ${JSON.stringify(again[i])}, first ${JSON.stringify(answer)}`,
        ],
  );
}
