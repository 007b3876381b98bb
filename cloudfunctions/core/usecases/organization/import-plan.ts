import { type ReadRow, readRow } from '../../domain/import-rows';
import {
  type Existing,
  type ImportPlan,
  outsideParents,
  planImport,
} from '../../domain/organization-import';
import { Refusal } from '../../domain/refusal';
import type { Database } from '../../ports/database';
import type { ImportDocument, OrganizationDocument } from '../../ports/documents';

const SLICES_AT_ONCE = 25;
const IDS_AT_ONCE = 1000;

const FIELDS = [
  '_id',
  'fullName',
  'shortName',
  'type',
  'status',
  'parentId',
  'path',
  'committeeId',
  'hasChildren',
] as const satisfies ReadonlyArray<keyof Existing>;

/** What is stored of organisations with these codes, by code; one request per thousand. */
export async function existingByCode(
  database: Database,
  codes: readonly string[],
): Promise<Map<string, Existing>> {
  const found = new Map<string, Existing>();
  for (let at = 0; at < codes.length; at += IDS_AT_ONCE) {
    const some = await database.getMany('organizations', codes.slice(at, at + IDS_AT_ONCE), FIELDS);
    for (const organization of some) found.set(organization._id, organization);
  }
  return found;
}

/** Organisations of one of these names under one of these parents, by `siblingKey`. */
export async function existingByName(
  database: Database,
  wanted: ReadonlyArray<{ parentCode: string; fullName: string }>,
): Promise<Map<string, Existing>> {
  if (wanted.length === 0) return new Map();
  const found = await database.find(
    'organizations',
    {
      parentId: { in: [...new Set(wanted.map(({ parentCode }) => parentCode))] },
      fullName: { in: [...new Set(wanted.map(({ fullName }) => fullName))] },
      status: 'ACTIVE',
    },
    { limit: IDS_AT_ONCE, fields: FIELDS },
  );
  return new Map(
    found.map((organization) => [
      siblingKey(organization.parentId ?? '', organization.fullName),
      organization,
    ]),
  );
}

export const siblingKey = (parentCode: string, fullName: string): string =>
  `${parentCode}\n${fullName}`;

async function readRows(database: Database, session: ImportDocument): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  for (let from = 0; ; from += SLICES_AT_ONCE) {
    const slices = await database.find(
      'importSlices',
      { importId: session._id, slice: { gte: from, lt: from + SLICES_AT_ONCE } },
      { sort: [['slice', 1]], limit: SLICES_AT_ONCE, fields: ['rows'] },
    );
    for (const cells of slices.flatMap((slice) => slice.rows)) {
      rows.push(readRow(cells, rows.length + 1));
    }
    if (slices.length < SLICES_AT_ONCE) break;
  }
  if (rows.length !== session.total) {
    throw new Refusal('CONFLICT', '表格还没有全部收到，请等上传完成或重新上传。');
  }
  return rows;
}

/**
 * The plan of the import this instance worked on last. Its lines do not change once the check has begun,
 * so another call for the same import need not read them again; another instance builds its own.
 */
let last: { importId: string; plan: ImportPlan } | null = null;

/** The whole file as a tree, from memory or from its staged slices. Throws CONFLICT while lines are missing. */
export async function planOf(
  database: Database,
  session: ImportDocument,
  root: OrganizationDocument,
): Promise<ImportPlan> {
  if (last?.importId !== session._id) {
    const rows = await readRows(database, session);
    const outside = await existingByCode(database, outsideParents(rows));
    last = { importId: session._id, plan: planImport(rows, root, outside) };
  }
  return last.plan;
}

/** Forgets the plan: what it knows of stored organisations has turned out to be old. */
export const forgetPlan = (): void => {
  last = null;
};
