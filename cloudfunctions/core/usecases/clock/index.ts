import { cleanUp } from './clean-up';
import { closeYears } from './close-years';
import { followMoves } from './follow-moves';
import { proveNightly } from './prove-nightly';
import { repairTotals } from './repair-totals';

/** What the clock works through, in this order. */
export const jobs = [cleanUp, closeYears, followMoves, proveNightly, repairTotals];
