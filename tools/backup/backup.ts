import { mkdir, open, readdir, stat, truncate } from 'node:fs/promises';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import type { Database } from '../../cloudfunctions/core/ports/database';
import type { CollectionName } from '../../cloudfunctions/core/ports/documents';
import { digestOf, documentIn, lineOf, linesIn } from './lines';
import {
  BackupError,
  fileOf,
  type Manifest,
  OWNER_ONLY,
  readManifest,
  writeManifest,
} from './manifest';
import { pagesOf } from './pages';
import { restoring } from './restore-mark';

/** Continuing days later would mix two states of the system in one backup. */
const CONTINUE_WITHIN_MS = 6 * 3_600_000;

async function begin(folder: string, environment: string, now: number): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const begun = (await readManifest(folder))?.manifest;
  if (!begun) {
    if ((await readdir(folder)).length > 0) {
      throw new BackupError(`${folder} 里已有别的文件，请换一个空目录。`);
    }
    return {
      format: 1,
      environment,
      startedAt: new Date(now).toISOString(),
      finishedAt: null,
      changedMeanwhile: 0,
      collections: {},
    };
  }
  if (begun.finishedAt) throw new BackupError(`${folder} 里是一份完整的备份，请换一个空目录。`);
  if (begun.environment !== environment) {
    throw new BackupError(
      `${folder} 里是环境 ${begun.environment} 没有做完的备份，请换一个空目录。`,
    );
  }
  if (now - Date.parse(begun.startedAt) > CONTINUE_WITHIN_MS) {
    throw new BackupError(`${folder} 里的备份 6 小时前就中断了，不能再接着做，请换一个空目录。`);
  }
  return begun;
}

/** Cuts a line off that the process wrote only in part when it died; gives the last id before it, '' without any. */
async function lastWritten(path: string): Promise<string> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size === 0) return '';
  let whole = 0;
  let last = '';
  for await (const line of linesIn(path)) {
    const end = whole + Buffer.byteLength(line) + 1;
    if (end > size) break;
    whole = end;
    last = line;
  }
  await truncate(path, whole);
  return last && documentIn(last)._id;
}

async function exportCollection(
  database: Database,
  folder: string,
  collection: CollectionName,
): Promise<void> {
  const path = fileOf(folder, collection);
  const after = await lastWritten(path);
  const file = await open(path, 'a', OWNER_ONLY);
  try {
    for await (const page of pagesOf(database, collection, after)) {
      await file.write(page.map((document) => `${lineOf(document)}\n`).join(''));
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** How many holdings have another revision now than in the backup: somebody moved or gave numbers meanwhile. */
async function countChanged(database: Database, folder: string): Promise<number> {
  const exported = new Map<string, unknown>();
  for await (const line of linesIn(fileOf(folder, 'holdings'))) {
    const { _id, rev } = documentIn(line);
    exported.set(_id, rev);
  }
  let changed = 0;
  for await (const page of pagesOf(database, 'holdings', '', ['_id', 'rev'])) {
    changed += page.filter(({ _id, rev }) => exported.get(_id) !== rev).length;
  }
  return changed;
}

/**
 * Writes every declared collection into the folder, one file of lines each, and the manifest. A run that
 * died is continued by the same call within six hours. Nothing is written to the database. Throws a
 * BackupError when the folder is not an empty one or that of such a run.
 */
export async function backUp(
  database: Database,
  folder: string,
  environment: string,
  now: () => number,
  tell: (text: string) => void = () => undefined,
): Promise<Manifest> {
  if ((await restoring(database)) !== null) {
    throw new BackupError('这个环境正在恢复数据，请等恢复完成后再备份。');
  }
  let manifest = await begin(folder, environment, now());
  await writeManifest(folder, manifest);
  for (const { name } of COLLECTIONS) {
    if (manifest.collections[name]) continue;
    await exportCollection(database, folder, name);
    const digest = await digestOf(linesIn(fileOf(folder, name)));
    manifest = { ...manifest, collections: { ...manifest.collections, [name]: digest } };
    await writeManifest(folder, manifest);
    tell(`${name}：${digest.documents}`);
  }
  const changedMeanwhile = await countChanged(database, folder);
  manifest = { ...manifest, changedMeanwhile, finishedAt: new Date(now()).toISOString() };
  await writeManifest(folder, manifest);
  return manifest;
}
