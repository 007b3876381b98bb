import type { TakeoverProblem, TakeoverRow, TakeoverVerdict } from '../../../../typings/api';
import { judge } from '../../domain/takeover';
import { repeatedLines, rowsAgainstEachOther } from '../../domain/takeover-duplicates';
import { type CheckedRow, readTakeoverRow } from '../../domain/takeover-row';
import type { HoldingDocument, OrganizationDocument } from '../../ports/documents';
import type { Context } from '../action';
import type { OrganizationNames } from '../organization-lookup';
import { factsOf } from './takeover-facts';

/** A sound row with what it is written from. */
export interface PlannedRow {
  row: CheckedRow;
  warnings: string[];
  branch: OrganizationDocument;
  /** Whose number it is; null for EXTERNAL ones. */
  holding: HoldingDocument | null;
}

/** A row whose person has the number already; nothing but `warnings` where it repeats a row of the same call. */
interface KnownRow {
  memberId: string | null;
  number: string | null;
  /** Whose number it is; null for EXTERNAL ones. */
  holderId: string | null;
  warnings: string[];
}

/** What came of rows, by line: each is in one of the three. */
export interface TakeoverPlan {
  ready: PlannedRow[];
  already: Map<number, KnownRow>;
  clashes: Map<number, TakeoverProblem[]>;
}

/** Judges rows, each by itself, beside what is stored, and beside each other; at most nine requests. */
export async function planTakeover(
  context: Context,
  rows: readonly TakeoverRow[],
): Promise<TakeoverPlan> {
  const plan: TakeoverPlan = { ready: [], already: new Map(), clashes: new Map() };
  const read: CheckedRow[] = [];
  const warningsOf = new Map<number, string[]>();
  for (const row of rows) {
    const checked = readTakeoverRow(row, context.runtime.now());
    if (checked.ok) {
      read.push(checked.row);
      warningsOf.set(row.line, checked.warnings);
    } else plan.clashes.set(row.line, checked.problems);
  }
  const repeated = repeatedLines(read);
  const distinct = read.filter(({ line }) => !repeated.has(line));
  await judgeRows(context, distinct, warningsOf, plan);
  const against = rowsAgainstEachOther(plan.ready.map(({ row }) => row));
  for (const [line, problems] of against) plan.clashes.set(line, problems);
  plan.ready = plan.ready.filter(({ row }) => !against.has(row.line));
  for (const [line, first] of repeated) {
    // It stands or falls with the line it repeats.
    if (plan.clashes.has(first)) plan.clashes.set(line, [repeats(first)]);
    else {
      const nobody = { memberId: null, number: null, holderId: null };
      plan.already.set(line, { ...nobody, warnings: [`与第${first}行重复。`] });
    }
  }
  return plan;
}

const repeats = (line: number): TakeoverProblem => ({
  column: 'number',
  problem: `与第${line}行重复，第${line}行有误`,
  fix: `更正第${line}行，删去这一行`,
});

async function judgeRows(
  context: Context,
  rows: readonly CheckedRow[],
  warningsOf: ReadonlyMap<number, string[]>,
  plan: TakeoverPlan,
): Promise<void> {
  const known = await factsOf(context, rows);
  for (const row of rows) {
    const { facts, branch, holding, holderId } = known.get(row.line)!;
    const judgement = judge(row, facts);
    if (judgement.result === 'CLASH') plan.clashes.set(row.line, judgement.problems);
    else if (judgement.result === 'ALREADY') {
      const { memberId, warnings } = judgement;
      plan.already.set(row.line, { memberId, number: row.number, holderId, warnings });
    } else {
      plan.ready.push({
        row,
        warnings: [...warningsOf.get(row.line)!, ...judgement.warnings],
        branch: branch!,
        holding: judgement.state === 'ASSIGNED' ? holding : null,
      });
    }
  }
}

/** The verdict for a sound row; `holderId` is whose number it is, null for EXTERNAL ones. */
export const fineVerdict = <Fine extends 'READY' | 'DONE'>(
  result: Fine,
  line: number,
  holderId: string | null,
  warnings: string[],
  names: OrganizationNames,
): TakeoverVerdict<Fine> => ({
  line,
  result,
  place:
    holderId === null
      ? { state: 'EXTERNAL', holder: null }
      : { state: 'ASSIGNED', holder: names.ref(holderId) },
  warnings,
});
