import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import { ACCESS } from '../../cloudfunctions/core/usecases/access';
import { SETTINGS } from '../../tools/deploy/settings';

/*
 * docs/威胁模型.md is what an inspector is shown: secrets, collections and rights that it names are those of the code.
 */

const document = readFileSync('docs/威胁模型.md', 'utf8');

/** Hold nothing about people: organisations' numbers, work of the clock, settings and figures. */
const IMPERSONAL = [
  'holdings',
  'years',
  'rangeGuards',
  'undone',
  'checkpoints',
  'findings',
  'requests',
  'totals',
  'moves',
  'imports',
  'importSlices',
  'jobs',
  'settings',
  'metrics',
  'alarms',
];

const sources = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

describe('威胁模型', () => {
  it('has every secret of the environment, and no other', () => {
    const platform = /\bTENCENTCLOUD_SECRET(?:ID|KEY)\b/g;
    const named = new Set([
      ...SETTINGS.filter(({ isSecret }) => isSecret).map(({ name }) => name),
      ...(sources('tools').match(platform) ?? []),
    ]);
    const rows = document.split('\n').filter((line) => line.startsWith('| `'));
    const listed = rows.flatMap((row) => row.split('|')[1]!.match(/[A-Z]+_[A-Z_]+/g) ?? []);
    expect(listed.sort()).toEqual([...named].sort());
  });

  it('has every collection with data of people', () => {
    const listed = new Set(document.match(/`[a-zA-Z]+`/g)?.map((name) => name.slice(1, -1)));
    const missing = COLLECTIONS.map(({ name }) => name).filter(
      (name) => !listed.has(name) && !IMPERSONAL.includes(name),
    );
    expect(missing).toEqual([]);
    expect(IMPERSONAL.filter((name) => listed.has(name))).toEqual([]);
  });

  it('says of full data, exports and the log what the table of rights says', () => {
    const posts = (action: keyof typeof ACCESS): readonly string[] => {
      const access = ACCESS[action];
      return access.who === 'POST' ? access.posts : [access.who];
    };
    const committees = ['COMMITTEE', 'LEADING_ORGAN', 'PROVINCE'];
    expect(posts('roster.reveal')).toEqual(committees);
    expect(posts('roster.export')).toEqual(committees);
    expect(posts('roster.erase')).toEqual(['LEADING_ORGAN', 'PROVINCE']);
    expect(posts('account.auditLog')).toEqual(['PROVINCE']);
    for (const action of ['roster.reveal', 'roster.export', 'account.auditLog'] as const) {
      expect(ACCESS[action]).toMatchObject({ who: 'POST' });
    }
  });
});
