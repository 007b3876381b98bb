import type { Database, Transaction } from '../../cloudfunctions/core/ports/database';
import { NUMBER_ROWS, type NumberRow } from './number-rows';
import { doStep, doSteps, isStep, patiently, type Script, type Step } from './script';

/*
 * Yardstick: the usual design with one document per number and a flag that says whether it is free. What
 * is written besides is the system's own: registration, member record, account, journal. No rules.
 */

const lowestFree = (holderOrgId: string): Step => ({
  method: 'find',
  args: [NUMBER_ROWS, { holderOrgId, free: true }, { sort: [['_id', 1]], limit: 1 }],
});

/** An approval: the lowest free row is looked for, then claimed in the transaction; another one if it is gone. */
export async function approveByRow(
  database: Database,
  { before, inside, after }: Script,
  holderOrgId: string,
): Promise<void> {
  const reads = inside.filter(({ method, args }) => method === 'get' && args[0] !== 'holdings');
  const writes = inside.filter(
    (step) =>
      step.method !== 'get' &&
      !isStep(step, 'update', 'holdings') &&
      !isStep(step, 'create', 'numbers'),
  );
  await patiently(() => doSteps(database, before));
  for (let isDone = false; !isDone;) {
    const found = await patiently(() => doStep(database, lowestFree(holderOrgId)));
    const [row] = found as NumberRow[];
    if (!row) throw new Error(`no free row is left in ${holderOrgId}`);
    const claim = { free: false, memberId: holderOrgId };
    const work = async (transaction: Transaction): Promise<boolean> => {
      await doSteps(transaction, reads);
      const present = await doStep(transaction, { method: 'get', args: [NUMBER_ROWS, row._id] });
      if (!(present as NumberRow).free) return false;
      await doStep(transaction, { method: 'update', args: [NUMBER_ROWS, row._id, claim] });
      await doSteps(transaction, writes);
      return true;
    };
    isDone = await patiently(() => database.transact(work));
  }
  await patiently(() => doSteps(database, after));
}
