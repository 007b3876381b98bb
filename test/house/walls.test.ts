import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/*
 * The walls between the rooms (docs/architecture.md): every import of every source file is read, and a
 * file that reaches into a room it must not know fails the test. The API contract in typings/ is open to all.
 */

const ROOMS = [
  'cloudfunctions/core/domain',
  'cloudfunctions/core/usecases',
  'cloudfunctions/core/ports',
  'cloudfunctions/core/adapters',
  'cloudfunctions/core/entry',
  'cloudfunctions',
  'miniprogram',
  'admin',
  'local',
  'tools',
  'typings',
  'test',
] as const;
type Room = (typeof ROOMS)[number];

/** What each room may import of the others. */
const MAY_KNOW: Record<Room, readonly Room[]> = {
  'cloudfunctions/core/domain': ['typings'],
  'cloudfunctions/core/usecases': [
    'cloudfunctions/core/domain',
    'cloudfunctions/core/ports',
    'typings',
  ],
  'cloudfunctions/core/ports': ['typings'],
  'cloudfunctions/core/adapters': ['cloudfunctions/core/ports', 'typings'],
  'cloudfunctions/core/entry': [
    'cloudfunctions/core/adapters',
    'cloudfunctions/core/usecases',
    'cloudfunctions/core/ports',
    'typings',
  ],
  cloudfunctions: ['cloudfunctions/core/entry', 'cloudfunctions/core/usecases'],
  miniprogram: ['typings'],
  admin: ['typings'],
  local: ROOMS.filter((room) => room !== 'test' && room !== 'admin' && room !== 'miniprogram'),
  tools: ROOMS.filter((room) => room !== 'test'),
  typings: [],
  test: ROOMS,
};

/** Packages that a room may import; rooms not named here are free. `node:` modules count as packages. */
const PACKAGES: Partial<Record<Room, RegExp>> = {
  'cloudfunctions/core/domain': /^$/,
  'cloudfunctions/core/usecases': /^(zod|pinyin-pro)$/,
  'cloudfunctions/core/ports': /^$/,
  'cloudfunctions/core/adapters':
    /^(wx-server-sdk|node:(crypto|http|https)|tencentcloud-sdk-nodejs-sms\/.*)$/,
  'cloudfunctions/core/entry': /^$/,
  cloudfunctions: /^$/,
  typings: /^$/,
};

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]/g;

const slashed = (path: string): string => path.split(sep).join('/');
const roomOf = (file: string): Room | undefined =>
  ROOMS.find((room) => file.startsWith(`${room}/`));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === 'node_modules' || entry.name === 'miniprogram_npm' ? [] : sources(path);
    return /\.(ts|vue)$/.test(entry.name) ? [slashed(path)] : [];
  });
}

function breaches(file: string, text: string): string[] {
  const room = roomOf(file);
  if (!room) return [`${file} stands in no room`];
  return [...text.matchAll(IMPORT)].flatMap(([, from, bare]) => {
    const name = from ?? bare ?? '';
    if (!name.startsWith('.')) {
      const allowed = PACKAGES[room];
      return !allowed || allowed.test(name) ? [] : [`${file} imports the package ${name}`];
    }
    const target = slashed(relative('.', normalize(join(dirname(file), name))));
    const known = roomOf(`${target}/`) ?? roomOf(target);
    if (known === room) return [];
    return known && MAY_KNOW[room].includes(known) ? [] : [`${file} imports ${target}`];
  });
}

describe('walls between the rooms', () => {
  const files = [
    'cloudfunctions',
    'miniprogram',
    'admin',
    'local',
    'tools',
    'typings',
    'test',
  ].flatMap(sources);

  it('finds the sources', () => {
    expect(files.length).toBeGreaterThan(150);
  });

  it('no file reaches through a wall', () => {
    expect(files.flatMap((file) => breaches(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('sees a breach when there is one', () => {
    const domain = 'cloudfunctions/core/domain/x.ts';
    expect(breaches(domain, `import { a } from '../ports/database';`)).toHaveLength(1);
    expect(breaches(domain, `import { z } from 'zod';`)).toHaveLength(1);
    expect(
      breaches(
        domain,
        `import { b } from './dates';\nimport type { I } from '../../../typings/api';`,
      ),
    ).toEqual([]);
    expect(
      breaches('cloudfunctions/account/index.ts', `import { s } from '../../local/cloud/server';`),
    ).toHaveLength(1);
    expect(
      breaches('admin/src/x.vue', `import { d } from '../../cloudfunctions/core/domain/dates';`),
    ).toHaveLength(1);
  });
});
