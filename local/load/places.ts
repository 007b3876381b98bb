import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlaceOf } from './sum-profile';

/** Before every module that a bundle holds stands its path as a comment. */
const MODULE = /^\s*\/\/ ((?:node_modules|cloudfunctions|local|typings)\/.*)$/;

/** A path below the project as people think of it: the package, or the file. */
export function placeInProject(path: string): string {
  const at = path.lastIndexOf('node_modules/');
  if (at < 0) return path;
  const [first = '', second = ''] = path.slice(at + 'node_modules/'.length).split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** Of every line of a bundle, the module it comes from. */
export function modulesOf(text: string): string[] {
  let current = '';
  return text.split('\n').map((line) => (current = MODULE.exec(line)?.[1] ?? current));
}

/** Places of the running project; bundles of functions are taken apart into their modules. */
export function projectPlaces(root: string = process.cwd()): PlaceOf {
  const bundles = new Map<string, string[]>();
  return (url, line) => {
    if (url === '') return 'V8 and system';
    if (url.startsWith('node:')) return `node: ${url.slice(5).split('/').slice(0, 2).join('/')}`;
    const file = url.startsWith('file:') ? fileURLToPath(url) : url;
    const path = relative(root, file);
    if (!path.startsWith('dist/')) return placeInProject(path);
    let modules = bundles.get(file);
    if (!modules) bundles.set(file, (modules = modulesOf(readFileSync(file, 'utf8'))));
    return placeInProject(modules[line] || path);
  };
}
