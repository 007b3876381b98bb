import type { Secrets } from '../../ports/secrets';

const SEALED = /^(\w+)Sealed$/;

/** A sealed or hashed value begins with the id of its key. */
const isBy = (id: string, value: string): boolean => value.startsWith(`${id}.`);

/**
 * The fields of a document to be sealed or hashed anew by the newest keys; null when there are none. Goes by
 * the names that all documents keep to: `xSealed`, and `xHash` of the same plain text with the purpose `x`.
 */
export function rekeyed(secrets: Secrets, document: object): Record<string, string> | null {
  const fields = new Map<string, unknown>(Object.entries(document));
  const [sealId] = secrets.keyIds.seal;
  const [hashId] = secrets.keyIds.hash;
  const changes: Record<string, string> = {};
  for (const [field, sealed] of fields) {
    const name = SEALED.exec(field)?.[1];
    if (name === undefined || typeof sealed !== 'string') continue;
    if (!isBy(sealId, sealed)) changes[field] = secrets.seal(secrets.open(sealed));
    const hash = fields.get(`${name}Hash`);
    if (typeof hash === 'string' && !isBy(hashId, hash)) {
      changes[`${name}Hash`] = secrets.hash(name, secrets.open(sealed));
    }
  }
  return Object.keys(changes).length > 0 ? changes : null;
}
