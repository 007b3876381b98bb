import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { initialScript } from '../../../tools/build/script-size';

const gzip = (...texts: string[]): number =>
  texts.reduce((sum, text) => sum + gzipSync(text).length, 0);

describe('the initial script of the console', () => {
  const entry =
    'import{a}from"./shared-1.js";const p=()=>import(`./sign-in-9.js`),q=()=>import("./app-shell-7.js"),r=()=>import("./home-8.js");';
  const shared = 'export const a="shared by all of them";';
  const shell = 'import{a}from"./shared-1.js";import"./menu-2.js";export{a as b};';
  const menu = 'console.log("menu");';
  const home = 'import{b as c}from"./app-shell-7.js";const chart=()=>import("./chart-3.js");c;';
  const chart = 'console.log("large, and only loaded with the first chart".repeat(100));';
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'script-size-'));
    mkdirSync(join(dir, 'assets'));
    const files = {
      'index-0.js': entry,
      'shared-1.js': shared,
      'sign-in-9.js': shared,
      'app-shell-7.js': shell,
      'menu-2.js': menu,
      'home-8.js': home,
      'chart-3.js': chart,
    };
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(dir, 'assets', name), text);
    writeFileSync(
      join(dir, 'index.html'),
      '<script type="module" src="./assets/index-0.js"></script><link rel="modulepreload" href="./assets/shared-1.js">',
    );
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('is what the page loads by itself, each file once', () => {
    expect(initialScript(dir, [])).toBe(gzip(entry, shared));
  });

  it('with a first page, all that this needs, and nothing that is loaded later', () => {
    expect(initialScript(dir, ['app-shell', 'home'])).toBe(gzip(entry, shared, shell, menu, home));
  });

  it('throws where there is no such page', () => {
    expect(() => initialScript(dir, ['nothing'])).toThrow('nothing');
  });
});
