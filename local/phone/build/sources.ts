import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { transformSync } from 'esbuild';
import type { Message } from 'esbuild';
import type { Problem } from './problems';

/** Reads the sources of one build: keeps what was read and what was wrong with it. */
export interface Sources {
  /** Folder of app.json, absolute. */
  root: string;
  problems: Problem[];
  /** Files read or looked for, absolute. */
  inputs: Set<string>;
  /** The text, or undefined when there is no such file. */
  read(file: string): string | undefined;
  /** The parsed JSON; `{}` for a missing or broken file, the latter being noted as a problem. */
  readJson<T extends object>(file: string): Partial<T>;
  report(
    problem: Omit<Problem, 'file' | 'severity'> & { file: string; severity?: Problem['severity'] },
  ): void;
}

/** JSON.parse says what is wrong but not where. */
function findJsonError(text: string): Pick<Problem, 'text' | 'line' | 'column'> {
  try {
    transformSync(text, { loader: 'json', logLevel: 'silent' });
  } catch (error) {
    const [message] = (error as { errors?: Message[] }).errors ?? [];
    if (message?.location) {
      const { line, column } = message.location;
      return { text: message.text, line, column: column + 1 };
    }
  }
  return { text: '不是正确的 JSON' };
}

/** Path with forward slashes. */
export const posix = (path: string): string => path.split(sep).join('/');

/** Starts reading an app; `root` is the folder of its app.json. */
export function openSources(root: string): Sources {
  const texts = new Map<string, string | undefined>();
  const sources: Sources = {
    root: resolve(root),
    problems: [],
    inputs: new Set(),
    read(file) {
      if (!texts.has(file)) {
        sources.inputs.add(file);
        texts.set(file, existsSync(file) ? readFileSync(file, 'utf8') : undefined);
      }
      return texts.get(file);
    },
    readJson<T extends object>(file: string) {
      const text = sources.read(file);
      if (text === undefined) return {};
      try {
        return JSON.parse(text) as Partial<T>;
      } catch {
        sources.report({ file, ...findJsonError(text) });
        return {};
      }
    },
    report({ file, severity = 'error', ...rest }) {
      sources.problems.push({ severity, file: posix(relative(process.cwd(), file)), ...rest });
    },
  };
  return sources;
}

const isFile = (file: string): boolean =>
  statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** The script of a component or module given without ending: `.ts` before `.js`. */
export const scriptOf = (base: string): string | undefined =>
  [`${base}.ts`, `${base}.js`].find(isFile);

/** A package with a mini-program folder: `base` is that folder. */
export interface MiniProgramPackage {
  name: string;
  base: string;
}

const PACKAGE_NAME = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/;

/** Finds the package that `reference` (`name/path`) belongs to, from `from` upwards; undefined when it is none for mini-programs. */
export function findPackage(
  reference: string,
  from: string,
): (MiniProgramPackage & { rest: string }) | undefined {
  const [, name, rest = 'index'] = PACKAGE_NAME.exec(reference) ?? [];
  if (name === undefined) return undefined;
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    if (existsSync(manifest)) {
      const { miniprogram = 'miniprogram_dist' } = JSON.parse(readFileSync(manifest, 'utf8')) as {
        miniprogram?: string;
      };
      const base = join(dirname(manifest), miniprogram);
      return existsSync(base) ? { name, base, rest } : undefined;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

const NPM_FOLDER = 'miniprogram_npm/';

/**
 * The path of a component or template in the app: from the root, or `miniprogram_npm/…` for one of
 * a package, as on the real platform (so that a package's relative references resolve).
 */
export function appPath(root: string, file: string): string {
  const packaged = /node_modules\/((?:@[^/]+\/)?[^/]+)\/[^/]+\/(.*)$/.exec(posix(file));
  return packaged ? `${NPM_FOLDER}${packaged[1]}/${packaged[2]}` : posix(relative(root, file));
}

/** The file (without ending) behind a path in the app: the inverse of `appPath`. */
export function fileOf(root: string, path: string): string {
  const found = path.startsWith(NPM_FOLDER)
    ? findPackage(path.slice(NPM_FOLDER.length), root)
    : undefined;
  return found ? join(found.base, found.rest) : join(root, path);
}
