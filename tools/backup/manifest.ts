import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CollectionName } from '../../cloudfunctions/core/ports/documents';

const FILE = 'manifest.json';

/** Only the owner: names stand in the files in clear. */
export const OWNER_ONLY = 0o600;

const schema = z.strictObject({
  format: z.literal(1),
  /** `TCB_ENV` of where it comes from. */
  environment: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  /** ISO 8601; null while it is being made. */
  finishedAt: z.string().nullable(),
  /** Holdings that changed while the backup was made: each of them may not fit to its journal. */
  changedMeanwhile: z.int().nonnegative(),
  /** What each finished file has in it, by collection. */
  collections: z.record(
    z.string(),
    z.strictObject({ documents: z.int().nonnegative(), sha256: z.string() }),
  ),
});

/** What a backup says of itself, in `manifest.json`. */
export type Manifest = z.infer<typeof schema>;

/** Why a backup or a restoration goes no further; Chinese, for whoever runs the command. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** The file of a collection in a backup. */
export const fileOf = (folder: string, collection: CollectionName): string =>
  join(folder, `${collection}.ndjson`);

/** The manifest of a folder with its SHA-256, null where there is none. Throws a BackupError when it cannot be read. */
export async function readManifest(
  folder: string,
): Promise<{ manifest: Manifest; id: string } | null> {
  let text: string;
  try {
    text = await readFile(join(folder, FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const id = createHash('sha256').update(text).digest('hex');
    return { manifest: schema.parse(JSON.parse(text)), id };
  } catch {
    throw new BackupError(`${join(folder, FILE)} 不是本系统的备份清单，或者已经损坏。`);
  }
}

/** Replaces the manifest in one step: it is never half of one. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const next = join(folder, `${FILE}.new`);
  await writeFile(next, `${JSON.stringify(manifest, null, 2)}\n`, { mode: OWNER_ONLY });
  await rename(next, join(folder, FILE));
}
