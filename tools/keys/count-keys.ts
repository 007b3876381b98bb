import type { Database } from '../../cloudfunctions/core/ports/database';
import { REKEYED } from '../../cloudfunctions/core/usecases/keys/rekey-page';
import { pagesOf } from '../backup/pages';

/** How many stored values there are by each key, by its id. */
export interface KeyUse {
  /** By keys of DATA_KEYS. */
  seal: Record<string, number>;
  /** By keys of HMAC_KEYS; claims apart, which the clock keeps for both keys until the former one is gone. */
  hash: Record<string, number>;
}

const FIELD = /(Sealed|Hash)$/;

/** Looks at every stored value; needs no keys, for each names its own. */
export async function countKeys(database: Database): Promise<KeyUse> {
  const use: KeyUse = { seal: {}, hash: {} };
  for (const collection of REKEYED) {
    for await (const page of pagesOf(database, collection)) {
      for (const [field, value] of page.flatMap((document) => Object.entries(document))) {
        const kind = FIELD.exec(field)?.[1];
        if (kind === undefined || typeof value !== 'string') continue;
        const counts = kind === 'Sealed' ? use.seal : use.hash;
        const id = value.slice(0, value.indexOf('.'));
        counts[id] = (counts[id] ?? 0) + 1;
      }
    }
  }
  return use;
}
