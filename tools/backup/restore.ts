import { setTimeout as sleep } from 'node:timers/promises';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import type { Database } from '../../cloudfunctions/core/ports/database';
import type { CollectionName, Documents } from '../../cloudfunctions/core/ports/documents';
import type { Secrets } from '../../cloudfunctions/core/ports/secrets';
import { checkBackup } from './check-backup';
import { digestOf, documentIn, lineOf, linesIn } from './lines';
import { BackupError, fileOf, type Manifest } from './manifest';
import { pagesOf } from './pages';
import { proveAll, type YearProof } from './prove-all';
import { isMark, markRestoring, restoring, unmarkRestoring } from './restore-mark';

/** One transaction adds this much at most. */
const BATCH = { documents: 500, characters: 1_000_000 };

/** A run that was killed can leave a transaction behind that the service ends after 30 s; until then nobody gets through. */
const PATIENCE = { mostMs: 60_000, pauseMs: 500 };

/** Begins a restoration or goes on with it. Throws a BackupError when anything else is in the environment. */
async function claimEnvironment(database: Database, manifestId: string): Promise<void> {
  const under = await restoring(database);
  if (under === manifestId) return;
  if (under !== null) {
    throw new BackupError('这个环境里有另一份备份恢复到一半，请接着恢复那一份，或换一个空环境。');
  }
  const filled: string[] = [];
  for (const { name } of COLLECTIONS) {
    // The timer of a freshly deployed system has left its marks there, and nothing else.
    if (name === 'jobs') continue;
    if ((await database.find(name, {}, { limit: 1, fields: ['_id'] })).length > 0)
      filled.push(name);
  }
  if (filled.length > 0) {
    throw new BackupError(
      `只能恢复到空环境，这里的 ${filled.join('、')} 已有数据。没有写入任何内容；请换一个空环境。`,
    );
  }
  await database.removeWhere('jobs', { _id: { gt: '' } });
  await markRestoring(database, manifestId);
}

async function* batchesOf(path: string): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let characters = 0;
  for await (const line of linesIn(path)) {
    if (batch.length === BATCH.documents || characters + line.length > BATCH.characters) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(line);
    characters += line.length;
  }
  if (batch.length > 0) yield batch;
}

/** Adds those of the documents that are not there yet, all of them or none. */
async function addMissing<C extends CollectionName>(
  database: Database,
  collection: C,
  documents: readonly Documents[C][],
  now: () => number,
): Promise<void> {
  const ids = documents.map(({ _id }) => _id);
  const deadline = now() + PATIENCE.mostMs;
  while (now() < deadline) {
    const present = await database.getMany(collection, ids, ['_id']);
    const there = new Set(present.map(({ _id }) => _id));
    const missing = documents.filter(({ _id }) => !there.has(_id));
    if (missing.length === 0) return;
    const isDone = await database.transact(async (transaction, { afterDuplicate }) => {
      // The run before may have been committed without an answer: look again before adding.
      if (afterDuplicate) return false;
      await transaction.create(collection, ...missing);
      return true;
    });
    if (isDone) return;
    await sleep(PATIENCE.pauseMs);
  }
  throw new BackupError(
    `${collection} 写不进去：可能有人在用这个环境，或者定时器没有停。请停掉后再运行一次。`,
  );
}

/** The lines of what is stored now, as a backup would write them. */
async function* storedLines(
  database: Database,
  collection: CollectionName,
): AsyncGenerator<string> {
  for await (const page of pagesOf(database, collection)) {
    for (const document of page) if (!isMark(collection, document._id)) yield lineOf(document);
  }
}

/** Throws a BackupError that names the collections whose contents are not those of the backup. */
async function compare(database: Database, manifest: Manifest): Promise<void> {
  const wrong: string[] = [];
  for (const { name } of COLLECTIONS) {
    const { documents, sha256 } = await digestOf(storedLines(database, name));
    const expected = manifest.collections[name];
    const isSame = expected ? sha256 === expected.sha256 : documents === 0;
    if (!isSame) wrong.push(name);
  }
  if (wrong.length === 0) return;
  throw new BackupError(
    `恢复后 ${wrong.join('、')} 与备份不一致：恢复期间有人在用，或者定时器没有停。请停掉后换一个空环境重新恢复。`,
  );
}

/** What a restoration came to. */
export interface Restored {
  manifest: Manifest;
  /** One per year with a range; `findings` are empty where everything is sound. */
  proofs: YearProof[];
}

/**
 * Puts a backup into an empty environment whose collections exist, compares every document with the
 * backup, and proves the numbers. A run that died is continued by the same call; done twice it does
 * nothing. Throws a BackupError for a damaged backup, other keys, or an environment that is not empty.
 */
export async function restore(
  database: Database,
  secrets: Secrets,
  folder: string,
  now: () => number,
  tell: (text: string) => void = () => undefined,
): Promise<Restored> {
  const { manifest, id } = await checkBackup(folder, secrets);
  await claimEnvironment(database, id);
  for (const { name } of COLLECTIONS) {
    const expected = manifest.collections[name];
    if (!expected) continue;
    for await (const lines of batchesOf(fileOf(folder, name))) {
      await addMissing(
        database,
        name,
        lines.map(documentIn) as unknown as Documents[typeof name][],
        now,
      );
    }
    tell(`${name}：${expected.documents}`);
  }
  await compare(database, manifest);
  const proofs = await proveAll(database, now());
  await unmarkRestoring(database);
  return { manifest, proofs };
}
