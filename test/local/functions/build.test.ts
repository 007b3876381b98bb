import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildFunctions } from '../../../tools/build/functions';

const ROOT = 'dist/test/build';
const FOLDERS = { source: `${ROOT}/source`, out: `${ROOT}/out` };

const write = (path: string, text: string): void => {
  mkdirSync(`${FOLDERS.source}/${path}`.replace(/\/[^/]*$/, ''), { recursive: true });
  writeFileSync(`${FOLDERS.source}/${path}`, text);
};

beforeEach(() => {
  rmSync(ROOT, { recursive: true, force: true });
  write('core/shared.ts', 'export const answer: number = 1;');
  write(
    'one/index.ts',
    "import { answer } from '../core/shared';\nexport const main = () => answer;",
  );
  write('one/config.json', '{"timeout": 7}');
  write('two/index.ts', 'export const main = () => 2;');
  write('two/config.json', '{}');
});
afterEach(() => rmSync(ROOT, { recursive: true, force: true }));

describe('building functions', () => {
  it('makes a folder that can be deployed from each folder with index.ts and config.json', async () => {
    expect(await buildFunctions(FOLDERS)).toEqual(['one', 'two']);
    expect(readFileSync(`${FOLDERS.out}/one/config.json`, 'utf8')).toBe('{"timeout": 7}');
    expect(JSON.parse(readFileSync(`${FOLDERS.out}/one/package.json`, 'utf8'))).toEqual({
      name: 'one',
      version: '1.0.0',
      main: 'index.js',
      private: true,
    });
    expect(existsSync(`${FOLDERS.out}/core`)).toBe(false);
  });

  it('builds again only what an input of it changed', async () => {
    await buildFunctions(FOLDERS);
    expect(await buildFunctions(FOLDERS)).toEqual([]);
    write('core/shared.ts', 'export const answer: number = 42;');
    expect(await buildFunctions(FOLDERS)).toEqual(['one']);
    expect(readFileSync(`${FOLDERS.out}/one/index.js`, 'utf8')).toContain('42');
    write('two/config.json', '{"timeout": 9}');
    expect(await buildFunctions(FOLDERS)).toEqual(['two']);
  });

  it('removes what has no source any more', async () => {
    await buildFunctions(FOLDERS);
    rmSync(`${FOLDERS.source}/two`, { recursive: true });
    await buildFunctions(FOLDERS);
    expect(existsSync(`${FOLDERS.out}/two`)).toBe(false);
    expect(existsSync(`${FOLDERS.out}/one`)).toBe(true);
  });
});
