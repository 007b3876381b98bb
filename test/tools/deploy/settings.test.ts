import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { declaredFunctions } from '../../../tools/deploy/declaration';
import { MANAGER } from '../../../tools/deploy/manager';
import { MINIPROGRAM_CI } from '../../../tools/deploy/miniprogram-ci';
import { SETTINGS } from '../../../tools/deploy/settings';

const GUIDE = readFileSync('docs/部署指南.md', 'utf8');

/** Rows of the guide's table: names of variables, and the functions that read them. */
const ROWS = GUIDE.split('\n').flatMap((line) => {
  const [, names = '', , , functions = ''] = line.split('|').map((cell) => cell.trim());
  const found = [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? '');
  return found.map((name) => ({ name, functions }));
});

/** The platform's own, and those of the local cloud. */
const NOT_OURS = new Set(['TRIGGER_SRC', 'LOCAL_SMS_URL']);

/** Every variable that the server's code names: read from an environment, or spelled like one of ours. */
function namesInCode(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const read = text.matchAll(/(?:process\.env|environment)\.([A-Z][A-Z_]+)/g);
      const spelled = text.matchAll(/\b((?:DATA|HMAC|SMS|WECHAT)_[A-Z_]+)\b/g);
      return [...read, ...spelled].map(([, name]) => name ?? '');
    });
}

describe('environment variables of the functions', () => {
  it('are declared, all that the code names and no others', () => {
    const code = new Set(
      ['cloudfunctions/core/adapters', 'cloudfunctions/core/entry'].flatMap(namesInCode),
    );
    const declared = SETTINGS.map(({ name }) => name).sort();
    expect([...code].filter((name) => !NOT_OURS.has(name)).sort()).toEqual(declared);
  });

  it('go to functions that exist', () => {
    const names = declaredFunctions('dist/cloudfunctions').map(({ name }) => name);
    for (const { functions } of SETTINGS)
      expect(names).toEqual(expect.arrayContaining([...functions]));
  });

  it('stand in the guide, in this order and with the functions that read them', () => {
    const all = declaredFunctions('dist/cloudfunctions').map(({ name }) => name);
    const words = (functions: readonly string[]): string => {
      const others = all.filter((name) => !functions.includes(name));
      if (others.length === 0) return '全部';
      return others.length === 1 ? `除 ${others[0]} 外全部` : functions.join('、');
    };
    expect(ROWS).toEqual(
      SETTINGS.map(({ name, functions }) => ({ name, functions: words(functions) })),
    );
  });
});

describe('the guide', () => {
  it('installs the versions that the deployment was written for', () => {
    expect(GUIDE).toContain(`npm i --no-save ${MANAGER} ${MINIPROGRAM_CI}`);
  });

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...GUIDE.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !scripts[name])).toEqual([]);
  });
});
