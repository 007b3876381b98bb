import { randomBytes, randomInt } from 'node:crypto';

import type { Runtime } from '../ports/runtime';

const ID_BYTES = 16;

/** The machine's clock and its cryptographic randomness. */
export const machineRuntime: Runtime = {
  now: () => Date.now(),
  newId: () => randomBytes(ID_BYTES).toString('base64url'),
  randomDigits: (digits) => String(randomInt(0, 10 ** digits)).padStart(digits, '0'),
};
