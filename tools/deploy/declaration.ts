import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import {
  COLLECTIONS,
  type CollectionDeclaration,
} from '../../cloudfunctions/core/adapters/collections';
import { DeployError } from './deploy-error';
import type { FunctionDeclaration, LocalSiteFile, Route } from './port';

/** The runtime that functions are made with; the bundles run on Node 16 and 18 too (`deploy:check`). */
export const RUNTIME = 'Nodejs20.19';

/** The page that names all other files of the console, so it is uploaded last. */
export const FIRST_PAGE = 'index.html';

/** Everything that an environment has to have, apart from the values of variables. */
export interface Declaration {
  collections: readonly CollectionDeclaration[];
  functions: readonly FunctionDeclaration[];
  files: readonly LocalSiteFile[];
  /** On the domain of the console. */
  routes: readonly Route[];
}

const configSchema = z.object({
  timeout: z.number(),
  memorySize: z.number(),
  permissions: z.object({ openapi: z.array(z.string()) }),
  triggers: z
    .array(z.object({ name: z.string(), type: z.literal('timer'), config: z.string() }))
    .default([]),
});

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const slashed = (path: string): string => path.split(sep).join('/');

/** Names and contents of all files of a folder in 12 hex digits: the same on every machine. */
export function hashOfFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesIn(folder)) {
    const content = readFileSync(file);
    hash.update(`${slashed(relative(folder, file))}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}

/** Changes stored data: it is uploaded when no function writes the older shape any more. */
const CLOCK = 'clock';

/** The functions built into `folder`, each as its config.json says, the clock at the end. */
export function declaredFunctions(folder: string): FunctionDeclaration[] {
  if (!existsSync(folder)) throw new DeployError(`没有 ${folder}，请先执行 npm run build。`);
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'config.json')))
    .sort((a, b) => Number(a === CLOCK) - Number(b === CLOCK) || (a < b ? -1 : 1))
    .map((name) => {
      const file = join(folder, name, 'config.json');
      const config = configSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      return {
        name,
        folder: join(folder, name),
        timeout: config.timeout,
        memorySize: config.memorySize,
        openapi: config.permissions.openapi,
        timers: config.triggers.map((trigger) => ({ name: trigger.name, cron: trigger.config })),
        codeHash: hashOfFolder(join(folder, name)),
      };
    });
}

/** The files of the built console in `folder`, the first page at the end. */
function declaredFiles(folder: string): LocalSiteFile[] {
  if (!existsSync(join(folder, FIRST_PAGE))) {
    throw new DeployError(`没有 ${folder}/${FIRST_PAGE}，请先执行 npm run build。`);
  }
  const files = filesIn(folder).map((localPath) => ({
    localPath,
    path: slashed(relative(folder, localPath)),
    size: statSync(localPath).size,
    md5: createHash('md5').update(readFileSync(localPath)).digest('hex'),
  }));
  return [
    ...files.filter(({ path }) => path !== FIRST_PAGE),
    ...files.filter(({ path }) => path === FIRST_PAGE),
  ];
}

/** Console and API on one domain: cookies stay on it, and no other origin has to be let in. */
const ROUTES: readonly Route[] = [
  {
    path: '/api',
    target: { kind: 'FUNCTION', name: 'console' },
    passesPath: true,
    needsSignIn: false,
    isOn: true,
  },
  {
    path: '/',
    target: { kind: 'SITE', name: 'staticstore' },
    passesPath: false,
    needsSignIn: false,
    isOn: true,
  },
];

/** What the built project in `dist` and the declared collections ask for. Throws a DeployError before a build. */
export function declarationOf(dist = 'dist'): Declaration {
  return {
    collections: COLLECTIONS,
    functions: declaredFunctions(join(dist, 'cloudfunctions')),
    files: declaredFiles(join(dist, 'admin')),
    routes: ROUTES,
  };
}
