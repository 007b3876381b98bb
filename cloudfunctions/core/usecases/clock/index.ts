import { cleanUp } from './clean-up';

/** What the clock works through, in this order. */
export const jobs = [cleanUp];
