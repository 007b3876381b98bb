import type { CollectionName } from '../ports/documents';

/** One index as the service takes it: fields in order, each ascending (1) or descending (-1). */
export interface IndexDeclaration {
  name: string;
  keys: ReadonlyArray<readonly [field: string, direction: 1 | -1]>;
  /** The service treats a missing field as null and lets only one document have it: a unique field always has a value. */
  unique?: boolean;
}

/** A collection, closed to clients (`{"read": false, "write": false}`): only functions read and write it. */
export interface CollectionDeclaration {
  name: string;
  indexes: readonly IndexDeclaration[];
}

const index = (name: string, ...fields: string[]): IndexDeclaration => ({
  name,
  keys: fields.map((field) =>
    field.startsWith('-') ? ([field.slice(1), -1] as const) : ([field, 1] as const),
  ),
});
const unique = (name: string, ...fields: string[]): IndexDeclaration => ({
  ...index(name, ...fields),
  unique: true,
});

/** Every collection with its indexes: read by the local database, the provisioning and the tests. */
export const COLLECTIONS: ReadonlyArray<CollectionDeclaration & { name: CollectionName }> = [
  {
    name: 'organizations',
    indexes: [
      index('children', 'parentId', 'sort'),
      index('terms', 'terms'),
      index('path', 'path', '_id'),
      index('secretaries', 'committeeId', 'secretary.to'),
    ],
  },
  {
    name: 'holdings',
    indexes: [index('parent', 'parentId', 'year', '_id'), index('cover', 'cover')],
  },
  {
    name: 'numbers',
    indexes: [index('holder', 'holderOrgId', 'year', '_id'), index('states', 'state', '_id')],
  },
  {
    name: 'journal',
    indexes: [
      index('orgs', 'orgs', 'year', '-at', '-_id'),
      index('history', 'orgs', '-at', '-_id'),
      index('kinds', 'orgs', 'kind', '-at', '-_id'),
      index('cover', 'cover'),
    ],
  },
  { name: 'years', indexes: [] },
  { name: 'rangeGuards', indexes: [] },
  { name: 'undone', indexes: [] },
  { name: 'checkpoints', indexes: [] },
  { name: 'findings', indexes: [index('path', 'path', '_id')] },
  {
    name: 'requests',
    indexes: [index('inbox', 'parentId', 'open', 'order'), index('own', 'orgId', 'order')],
  },
  { name: 'suspects', indexes: [index('list', 'path', 'order')] },
  { name: 'totals', indexes: [] },
  { name: 'claims', indexes: [] },
  {
    name: 'registrations',
    indexes: [
      index('queue', 'path', 'status', 'order'),
      index('turn', 'committeeId', 'status', 'order'),
      index('months', 'path', 'status', 'joinMonth', 'order'),
      index('findings', 'path', 'status', 'needsLook', 'order'),
      index('terms', 'terms', 'status', 'order'),
      index('account', 'accountId', '-submittedAt'),
      index('typed', 'status', 'typedNumber'),
      index('path', 'path', '_id'),
    ],
  },
  {
    name: 'members',
    indexes: [
      index('roster', 'path', 'order'),
      index('years', 'path', 'joinYear', 'order'),
      index('terms', 'terms', 'order'),
      index('status', 'path', 'status', 'order'),
      index('sources', 'path', 'numberSource', 'order'),
      index('unwritten', 'path', 'coverWrittenAt', 'order'),
      index('path', 'path', '_id'),
      index('covers', 'path', 'joinYear', 'coverWrittenAt'),
      index('number', 'memberNumber'),
    ],
  },
  {
    name: 'corrections',
    indexes: [
      index('queue', 'path', 'status', 'order'),
      index('path', 'path', '_id'),
      index('member', 'memberId', 'order'),
    ],
  },
  { name: 'tickets', indexes: [index('expiry', 'expiresAt')] },
  { name: 'moves', indexes: [index('due', 'done', 'at')] },
  {
    name: 'accounts',
    indexes: [
      unique('phone', 'phoneHash'),
      index('openid', 'openids'),
      index('posts', 'posts.orgId', '_id'),
      index('offices', 'posts.role', '_id'),
    ],
  },
  { name: 'sessions', indexes: [index('account', 'accountId'), index('seen', 'seenAt')] },
  { name: 'codes', indexes: [index('expiry', 'expiresAt')] },
  { name: 'counters', indexes: [index('expiry', 'expiresAt')] },
  {
    name: 'audit',
    indexes: [
      index('time', '-at', '-_id'),
      index('actor', 'actor', '-at', '-_id'),
      index('kinds', 'what', '-at', '-_id'),
    ],
  },
  { name: 'imports', indexes: [index('account', 'accountId', '-createdAt')] },
  { name: 'importSlices', indexes: [index('slices', 'importId', 'slice')] },
  { name: 'jobs', indexes: [] },
  { name: 'notices', indexes: [index('time', 'at')] },
  { name: 'settings', indexes: [] },
  { name: 'metrics', indexes: [] },
  { name: 'alarms', indexes: [] },
];
