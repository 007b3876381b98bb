import { maskIdNumber } from '../../domain/id-number';
import { contains, includes, normalise } from '../../domain/intervals';
import { personTerms } from '../../domain/person-terms';
import { orderKey } from '../../domain/review';
import { takeOver } from '../../domain/takeover';
import type { Transaction } from '../../ports/database';
import type { JournalLine, MemberDocument, NumberDocument } from '../../ports/documents';
import { OutOfDate } from '../account/by-phone';
import { type Context, postOf } from '../action';
import { lineOf } from '../holdings';
import { HoldingsAtHand } from '../holdings-at-hand';
import { operate } from '../operation';
import { joinYearOf, noAnswers } from '../registration/person';
import { idClaimIds } from '../registration/claims';
import { guardIdOf } from '../registration/typed-number';
import { countUp } from '../totals';
import type { PlannedRow } from './takeover-plan';

/**
 * Rows and holdings of one transaction: 27 requests at most, a second where each takes 40 ms, so that
 * approvals from the same pools wait little.
 */
const MOST = { rows: 50, holdings: 10 };

const alone = (number: string) => ({ start: Number(number), end: Number(number) });

/** The id of the member that this operation makes of a number: tells its own rows when it is sent again. */
export const takenOverId = ({ secrets, opKey }: Context, number: string): string =>
  secrets.digest('member', `${opKey}|${number}`).slice(0, 22);

/** Cuts rows into transactions: of one year, those of one holding together, or of external numbers. */
export function chunksOf(rows: readonly PlannedRow[]): PlannedRow[][] {
  const placeOf = ({ row, holding }: PlannedRow): string =>
    holding ? holding._id : `${guardIdOf(row.number) ?? ''} external`;
  const groupOf = ({ row, holding }: PlannedRow): string =>
    `${guardIdOf(row.number) ?? ''} ${holding === null}`;
  const keyed = rows
    .map((planned) => ({ planned, group: groupOf(planned), place: placeOf(planned) }))
    .sort((a, b) => {
      const [one, other] = [`${a.group} ${a.place}`, `${b.group} ${b.place}`];
      return one < other ? -1 : Number(one > other);
    });
  const chunks: PlannedRow[][] = [];
  let [last, places] = ['', new Set<string>()];
  for (const { planned, group, place } of keyed) {
    const chunk = chunks.at(-1);
    const fits =
      chunk !== undefined &&
      group === last &&
      chunk.length < MOST.rows &&
      (places.has(place) || places.size < MOST.holdings);
    if (fits) chunk.push(planned);
    else {
      chunks.push([planned]);
      places = new Set();
    }
    last = group;
    places.add(place);
  }
  return chunks;
}

/**
 * Takes the rows of one chunk over in one transaction, with one journal entry. Throws OutOfDate when
 * something is no longer as it was planned, BusyError, UnknownOutcomeError.
 */
export async function takeOverChunk(context: Context, chunk: readonly PlannedRow[]): Promise<void> {
  const { runtime, secrets, opKey } = context;
  const at = runtime.now();
  const members = chunk.map((planned) => memberOf(context, planned, at));
  const numbers = chunk.map((planned, i) => numberOf(planned, members[i]!._id, at));
  const claims = members.flatMap(({ _id: registrationId }, i) =>
    idClaimIds(secrets, chunk[i]!.row.idNumber).map((_id) => ({ _id, registrationId })),
  );
  const own = chunk.map(({ row }) => row.number).sort();
  const { row: first } = chunk[0]!;
  const year = guardIdOf(first.number);
  const { fresh } = await operate(
    context,
    chunk.map(({ row }) => row),
    async (transaction, attempt) => {
      // Somebody else was faster with a number or a person: who, is looked up outside, for all at once.
      if (attempt.afterDuplicate) throw new OutOfDate();
      const lines = await takeFromHoldings(transaction, chunk);
      if (lines.length === 0 && year !== null) await keepOutsideRanges(transaction, year, own);
      await transaction.create('numbers', ...numbers);
      await transaction.create('claims', ...claims);
      await transaction.create('members', ...members);
      return {
        kind: 'IMPORT',
        ...(year !== null && { year: Number(year) }),
        lines,
        actingOrg: postOf(context).orgId,
        orgs: lines.length > 0 ? [] : [...new Set(chunk.map(({ branch }) => branch._id))],
        result: { rows: chunk.length },
      };
    },
    secrets.digest('operation', `${opKey}|${own.join()}`),
  );
  if (fresh) await countUsed(context, chunk);
}

/** Free to used, each holding once; claimed before the numbers (cloud-wire.md §4). */
async function takeFromHoldings(
  transaction: Transaction,
  chunk: readonly PlannedRow[],
): Promise<JournalLine[]> {
  const wanted = new Map<string, { holding: NonNullable<PlannedRow['holding']>; set: string[] }>();
  for (const { row, holding } of chunk) {
    if (!holding) continue;
    const set = [...(wanted.get(holding.orgId)?.set ?? []), row.number];
    wanted.set(holding.orgId, { holding, set });
  }
  const holdings = new HoldingsAtHand(transaction);
  const lines: JournalLine[] = [];
  for (const { holding, set } of wanted.values()) {
    const { orgId, parentId } = holding;
    const year = Number(set[0]!.slice(0, 4));
    const before = await holdings.read(year, { _id: orgId, parentId });
    const intervals = normalise(set.map(alone));
    if (before.closed || !includes(before.free, intervals)) throw new OutOfDate();
    const after = takeOver(before, intervals);
    holdings.change(after);
    lines.push(lineOf('IMPORT', before, after, intervals));
  }
  await holdings.save();
  return lines;
}

/** Written although nothing of it changes: a range being defined at the same time conflicts. */
async function keepOutsideRanges(
  transaction: Transaction,
  guardId: string,
  numbers: readonly string[],
): Promise<void> {
  const guard = await transaction.get('rangeGuards', guardId);
  if (guard && numbers.some((number) => contains(guard.ranges, Number(number)))) {
    throw new OutOfDate();
  }
  if (guard) await transaction.update('rangeGuards', guardId, { rev: guard.rev + 1 });
  else await transaction.create('rangeGuards', { _id: guardId, rev: 1, ranges: [] });
}

const numberOf = ({ row, holding }: PlannedRow, memberId: string, at: number): NumberDocument => ({
  _id: row.number,
  year: Number(row.number.slice(0, 4)),
  state: holding ? 'ASSIGNED' : 'EXTERNAL',
  holderOrgId: holding?.orgId ?? null,
  memberId,
  at,
});

/** The record as an approval makes it, of somebody without account and phone. */
function memberOf(
  context: Context,
  { row, holding, branch }: PlannedRow,
  at: number,
): MemberDocument {
  const _id = takenOverId(context, row.number);
  const { name, idType, idNumber, birthDate, gender, joinMonth, joinedInProvince } = row;
  return {
    _id,
    accountId: null,
    filePhoneSealed: row.phone === null ? null : context.secrets.seal(row.phone),
    branchId: branch._id,
    path: branch.path,
    name,
    idType,
    idNumberSealed: context.secrets.seal(idNumber),
    idNumberHash: context.secrets.hash('idNumber', idNumber),
    idNumberMasked: maskIdNumber(idNumber),
    birthDate,
    gender,
    phoneSealed: null,
    phoneHash: null,
    phoneMasked: null,
    joinMonth,
    joinedInProvince,
    ...noAnswers(),
    joinYear: joinYearOf(row),
    memberNumber: row.number,
    numberSource: holding ? 'IMPORTED' : 'MANUAL',
    poolOrgId: holding?.orgId ?? null,
    numberHistory: [{ value: row.number, from: at, to: null, why: 'IMPORTED' }],
    status: 'ACTIVE',
    approvedAt: at,
    // The file was made from the paper forms: the number stands on their covers.
    coverWrittenAt: at,
    correctionId: null,
    order: orderKey(at, _id),
    terms: personTerms({ name, phoneMasked: null, path: branch.path }),
    steps: [],
  };
}

/** Counts the used numbers up, from each holder to the root; one or two requests for each different amount. */
async function countUsed({ database }: Context, chunk: readonly PlannedRow[]): Promise<void> {
  const amounts = new Map<string, number>();
  for (const { branch, holding } of chunk) {
    if (!holding) continue;
    const upTo = branch.path.slice(0, branch.path.indexOf(holding.orgId) + 1);
    for (const orgId of upTo) amounts.set(orgId, (amounts.get(orgId) ?? 0) + 1);
  }
  const year = Number(chunk[0]!.row.number.slice(0, 4));
  for (const amount of new Set(amounts.values())) {
    const orgIds = [...amounts].flatMap(([orgId, n]) => (n === amount ? [orgId] : []));
    await countUp(database, year, orgIds, { used: amount });
  }
}
