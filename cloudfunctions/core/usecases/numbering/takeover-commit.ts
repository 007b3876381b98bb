import type { TakeoverVerdict } from '../../../../typings/api';
import { BusyError, UnknownOutcomeError } from '../../ports/database';
import { OutOfDate } from '../account/by-phone';
import { command } from '../action';
import { OrganizationNames } from '../organization-lookup';
import { chunksOf, takenOverId, takeOverChunk } from './takeover-chunk';
import { takeoverInput } from './takeover-input';
import { fineVerdict, type PlannedRow, planTakeover, type TakeoverPlan } from './takeover-plan';

/** No transaction begins later: with the 12 s a contended one may take, the call ends in the function's time. */
const BEGIN_WITHIN_MS = 6000;

/** A row taken over by this operation, now or when it was sent before. */
interface Done {
  /** null for EXTERNAL ones. */
  holderId: string | null;
  warnings: string[];
}

/**
 * takes members with the numbers they have into the system: ASSIGNED in the holding that has the
 * number free, or EXTERNAL. Each row has its own answer; rows of one holding go together, up to 50 in a
 * transaction. What is not reached in time is `unfinished`: the same call with the same operation id goes on,
 * and answers for the rows done before as it did. There is no undo; a wrong number is corrected.
 */
export const takeoverCommit = command(
  'numbering.takeoverCommit',
  takeoverInput,
  async (context, { rows }) => {
    const { database, runtime } = context;
    const until = runtime.now() + BEGIN_WITHIN_MS;
    const rowAt = new Map(rows.map((row) => [row.line, row]));
    const done = new Map<number, Done>();
    const settled = new Map<number, TakeoverVerdict<'DONE'>>();
    /** Notes what is decided; gives the rows that are to be written. */
    const settle = ({ ready, already, clashes }: TakeoverPlan): PlannedRow[] => {
      for (const [line, problems] of clashes) {
        settled.set(line, { line, result: 'CLASH', problems });
      }
      for (const [line, { memberId, holderId, number, warnings }] of already) {
        if (number !== null && memberId === takenOverId(context, number)) {
          done.set(line, { holderId, warnings });
        } else settled.set(line, { line, result: 'ALREADY', warnings });
      }
      return ready;
    };

    const unfinished: number[] = [];
    const queue = chunksOf(settle(await planTakeover(context, rows)));
    for (let chunk = queue.shift(); chunk; chunk = queue.shift()) {
      const lines = chunk.map(({ row }) => row.line);
      try {
        if (runtime.now() >= until) throw new BusyError();
        await takeOverChunk(context, chunk);
        for (const { row, holding, warnings } of chunk) {
          done.set(row.line, { holderId: holding?.orgId ?? null, warnings });
        }
      } catch (error) {
        if (error instanceof OutOfDate) {
          const again = lines.map((line) => rowAt.get(line)!);
          queue.unshift(...chunksOf(settle(await planTakeover(context, again))));
          continue;
        }
        // Either way the same call sent again learns the truth from the members that are there.
        if (!(error instanceof BusyError || error instanceof UnknownOutcomeError)) throw error;
        if (settled.size === 0 && done.size === 0) throw error;
        unfinished.push(...lines);
      }
    }

    const names = await OrganizationNames.load(
      database,
      [...done.values()].map(({ holderId }) => holderId),
    );
    for (const [line, { holderId, warnings }] of done) {
      settled.set(line, fineVerdict('DONE', line, holderId, warnings, names));
    }
    return {
      rows: rows.flatMap(({ line }) => settled.get(line) ?? []),
      unfinished: unfinished.sort((a, b) => a - b),
    };
  },
);
