import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callBundles } from '../../../tools/deploy/call-bundles';
import { checkBundle } from '../../../tools/deploy/check-bundle';
import { declaredFunctions, hashOfFolder } from '../../../tools/deploy/declaration';
import { loadPackage } from '../../../tools/deploy/load-package';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  write('config.json', '{}');
  write('package.json', '{"name":"x"}');
  write('index.js', '// cloudfunctions/core/entry/phone.ts\nexports.main = 1;\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

const FUNCTIONS = declaredFunctions('dist/cloudfunctions');

describe('a bundle before it is deployed', () => {
  it.each(FUNCTIONS.map(({ name }) => [name]))('is sound: %s', (name) => {
    expect(checkBundle(`dist/cloudfunctions/${name}`)).toEqual([]);
  });

  it('is refused with code of the local cloud, a source map, a breakpoint, a path of this machine', () => {
    expect(checkBundle(folder)).toEqual([]);
    const code = [
      '// local/cloud/secrets.ts',
      '// ../elsewhere/x.ts',
      'throw "/home/somebody/project/x";',
      '  debugger;',
      '//# sourceMappingURL=index.js.map',
    ];
    write('index.js', code.join('\n'));
    expect(checkBundle(folder, ['/home/somebody'])).toEqual([
      '带着本机路径 /home/somebody',
      '带进了开发用的代码：// local/cloud/secrets.ts',
      '带进了项目目录以外的代码：// ../elsewhere/x.ts',
      '带着源码映射：//# sourceMappingURL=index.js.map',
      '留着断点：  debugger;',
    ]);
  });

  it('is refused when it is too large, asks for an installation or brings files along', () => {
    write('index.js', ' '.repeat(10 * 1024 * 1024 + 1));
    write('package.json', '{"dependencies":{"zod":"4"}}');
    write('index.ts', '');
    expect(checkBundle(folder)).toEqual([
      '有 10485761 字节，超过 10 MB',
      '多了文件 index.ts',
      'package.json 里有依赖，云端会去安装',
    ]);
  });

  it('answers a call on this Node with its declared variables only', async () => {
    const names = FUNCTIONS.map(({ name }) => name);
    const major = Number(process.versions.node.split('.')[0]);
    const reports = await callBundles(names, [major]);
    expect(reports).toEqual(
      names.map((name) => expect.objectContaining({ function: name, problem: null })),
    );
  });
});

describe('the mark of the code', () => {
  it('changes with every file of the folder and with nothing else', () => {
    const before = hashOfFolder(folder);
    expect(before).toMatch(/^[0-9a-f]{12}$/);
    write('index.js', readFileSync(join(folder, 'index.js'), 'utf8'));
    expect(hashOfFolder(folder)).toBe(before);
    write('config.json', '{ }');
    expect(hashOfFolder(folder)).not.toBe(before);
  });
});

describe('a package for deployments only', () => {
  it('is asked for with the command that installs it', () => {
    expect(() => loadPackage('@nobody/not-there@1.2.3')).toThrow(
      'npm i --no-save @nobody/not-there@1.2.3',
    );
  });
});
