import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformSync } from '@swc/core';
import { APP, componentPath, filesIn } from './app-files';

const CACHE = 'node_modules/.cache/miniprogram-tests';
const VANT = 'node_modules/@vant/weapp/lib';

/** miniprogram-simulate knows no TypeScript, and no npm names in usingComponents. */
function compiled(file: string): { path: string; text: string } | null {
  const path = relative(APP, file);
  if (file.endsWith('.ts')) {
    const { code } = transformSync(readFileSync(file, 'utf8'), {
      filename: file,
      sourceMaps: 'inline',
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    return { path: path.replace(/\.ts$/, '.js'), text: code };
  }
  if (!file.endsWith('.json') || dirname(file) === APP) return null;
  const json = JSON.parse(readFileSync(file, 'utf8')) as {
    usingComponents?: Record<string, string>;
  };
  const user = file.slice(0, -'.json'.length);
  const usingComponents = Object.fromEntries(
    Object.entries(json.usingComponents ?? {}).map(([tag, name]) => {
      const target = componentPath(user, name);
      const inApp = target.startsWith(VANT)
        ? join('vant', relative(VANT, target))
        : relative(APP, target);
      return [tag, relative(dirname(path), inApp)];
    }),
  );
  return { path, text: JSON.stringify({ ...json, component: true, usingComponents }) };
}

/**
 * Compiles the mini-program as miniprogram-simulate can load it; gives the folder. Each state of the
 * sources has its own folder, so that test files running side by side share it.
 */
export function buildApp(): string {
  const files = filesIn(APP).filter((file) => /\.(ts|json|wxml|wxss|wxs)$/.test(file));
  const state = createHash('sha256').update(readFileSync(__filename));
  for (const file of files) state.update(file).update(readFileSync(file));
  const folder = join(process.cwd(), CACHE, state.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const building = `${folder}.${process.pid}`;
  for (const file of files) {
    const made = compiled(file);
    const target = join(building, made?.path ?? relative(APP, file));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, made?.text ?? readFileSync(file));
  }
  cpSync(VANT, join(building, 'vant'), {
    recursive: true,
    filter: (file) => statSync(file).isDirectory() || !file.endsWith('.d.ts'),
  });
  try {
    renameSync(building, folder);
  } catch (error) {
    // Somebody else was faster with the same state.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
