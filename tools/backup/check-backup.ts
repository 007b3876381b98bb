import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import type { CollectionName } from '../../cloudfunctions/core/ports/documents';
import type { Secrets } from '../../cloudfunctions/core/ports/secrets';
import { digestOf, documentIn, linesIn } from './lines';
import { BackupError, fileOf, type Manifest, readManifest } from './manifest';

/** A sealed value begins with the id of its key. */
const keyIdOf = (sealed: string): string => sealed.slice(0, sealed.indexOf('.'));

const keysDiffer = (): never => {
  throw new BackupError(
    'DATA_KEYS 或 HMAC_KEYS 不是这份备份的密钥：恢复后读不出手机号和证件号，也没有人能登录。请换上备份时的密钥再恢复。',
  );
};

/** Refuses keys that cannot open what the backup holds: one value of every key id, and one hash of a phone number. */
async function checkKeys(folder: string, secrets: Secrets): Promise<void> {
  const seen = new Set<string>();
  const check = (document: Record<string, unknown>): void => {
    for (const [field, value] of Object.entries(document)) {
      if (!field.endsWith('Sealed') || typeof value !== 'string' || seen.has(keyIdOf(value))) {
        continue;
      }
      seen.add(keyIdOf(value));
      try {
        secrets.open(value);
      } catch {
        keysDiffer();
      }
    }
  };
  let isFirst = true;
  for (const name of ['accounts', 'registrations', 'members'] as const) {
    for await (const line of linesIn(fileOf(folder, name))) {
      const document = documentIn(line);
      check(document);
      if (isFirst && name === 'accounts') {
        isFirst = false;
        const phone = secrets.open(String(document.phoneSealed));
        if (!secrets.fits('phone', phone, String(document.phoneHash))) keysDiffer();
      }
    }
  }
}

/**
 * The manifest of a complete and undamaged backup that these keys belong to, with its SHA-256. Throws a
 * BackupError otherwise: unfinished, of a newer version, a file that differs from the manifest, other keys.
 */
export async function checkBackup(
  folder: string,
  secrets: Secrets,
): Promise<{ manifest: Manifest; id: string }> {
  const read = await readManifest(folder);
  if (!read) throw new BackupError(`${folder} 里没有备份清单 manifest.json。`);
  const { manifest } = read;
  if (!manifest.finishedAt) {
    throw new BackupError(`${folder} 里的备份没有做完，请先用 npm run backup 做完，或换一份备份。`);
  }
  const known = new Set<string>(COLLECTIONS.map(({ name }) => name));
  for (const [name, expected] of Object.entries(manifest.collections)) {
    if (!known.has(name)) {
      throw new BackupError(`备份里的集合 ${name} 这个版本没有，请用备份时的版本恢复。`);
    }
    const found = await digestOf(linesIn(fileOf(folder, name as CollectionName))).catch(() => null);
    if (found?.sha256 !== expected.sha256 || found.documents !== expected.documents) {
      throw new BackupError(`${name}.ndjson 与清单不符：文件损坏或被改动，请换一份备份。`);
    }
  }
  await checkKeys(folder, secrets);
  return read;
}
