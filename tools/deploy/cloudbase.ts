import { resolve } from 'node:path';
import type { IndexDeclaration } from '../../cloudfunctions/core/adapters/collections';
import { FIRST_PAGE } from './declaration';
import { DeployError } from './deploy-error';
import { lookAround } from './look';
import type { Manager, ManagerFunction, ManagerRoute } from './manager';
import type { CloudEnvironment, FunctionDeclaration, LocalSiteFile, Route } from './port';

const SITE_POLL_MS = 5000;
/** The service says that it takes minutes. */
const SITE_POLLS = 60;

const indexRequest = ({ name, keys, unique = false }: IndexDeclaration) => ({
  IndexName: name,
  MgoKeySchema: {
    MgoIndexKeys: keys.map(([field, direction]) => ({ Name: field, Direction: `${direction}` })),
    MgoIsUnique: unique,
  },
});

const routeRequest = ({ path, target, passesPath, needsSignIn, isOn }: Route): ManagerRoute => ({
  Path: path,
  UpstreamResourceType: target.kind === 'FUNCTION' ? 'SCF' : 'STATIC_STORE',
  UpstreamResourceName: target.name,
  EnablePathTransmission: passesPath,
  EnableAuth: needsSignIn,
  // The function itself takes calls from its own origin only, which is stricter than the list of safe domains.
  EnableSafeDomain: false,
  Enable: isOn,
});

/** Everything is in the bundle: an installation in the cloud could only bring in something else. */
const functionRequest = (declared: FunctionDeclaration, runtime: string): ManagerFunction => ({
  name: declared.name,
  handler: 'index.main',
  runtime,
  installDependency: false,
});

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** A CloudBase environment through @cloudbase/manager-node; `wait` is the pause between two looks, for tests. */
export function cloudBase(manager: Manager, envId: string, wait = pause): CloudEnvironment {
  const { database, permission, functions, hosting, env } = manager;
  const routeOf = (domain: string, route: Route) => ({
    EnvId: envId,
    Domain: { Domain: domain, Routes: [routeRequest(route)] },
  });
  const upload = async (files: readonly LocalSiteFile[]): Promise<void> => {
    if (files.length === 0) return;
    await hosting.uploadFiles({
      files: files.map(({ localPath, path }) => ({
        localPath: resolve(localPath),
        cloudPath: path,
      })),
      retryCount: 3,
    });
  };

  return {
    look: (declared) => lookAround(manager, envId, declared),
    async createCollection(name) {
      await database.createCollection(name);
    },
    async closeCollection(name) {
      await permission.modifyResourcePermission({
        resourceType: 'collection',
        resource: name,
        permission: 'ADMINONLY',
      });
    },
    async createIndexes(collection, indexes) {
      await database.updateCollection(collection, { CreateIndexes: indexes.map(indexRequest) });
    },
    async createFunction(declared, runtime, description, environment) {
      await functions.createFunction({
        func: {
          ...functionRequest(declared, runtime),
          timeout: declared.timeout,
          memorySize: declared.memorySize,
          description,
          envVariables: { ...environment },
        },
        functionPath: resolve(declared.folder),
      });
    },
    async uploadCode(declared, runtime) {
      await functions.updateFunctionCode({
        func: { ...functionRequest(declared, runtime), isWaitInstall: true },
        functionPath: resolve(declared.folder),
      });
    },
    async configureFunction({ name, timeout, memorySize }, description, environment) {
      await functions.waitFunctionActive(name);
      const envVariables = { ...environment };
      await functions.updateFunctionConfig({
        name,
        timeout,
        memorySize,
        description,
        envVariables,
      });
      await functions.waitFunctionActive(name);
    },
    async createTimer(functionName, { name, cron }) {
      await functions.createFunctionTriggers(functionName, [{ name, type: 'timer', config: cron }]);
    },
    async startSite() {
      const status = async () => (await hosting.getInfo())?.[0]?.Status ?? 'offline';
      if ((await status()) === 'offline') await hosting.enableService();
      for (let polls = 0; (await status()) !== 'online'; polls += 1) {
        if (polls === SITE_POLLS) {
          throw new DeployError('静态网站托管五分钟内没有开通，请在控制台看它的状态，再运行一次');
        }
        await wait(SITE_POLL_MS);
      }
    },
    async uploadFiles(files) {
      // Whoever opens the console meanwhile gets the old first page with the old files, or the new with the new.
      await upload(files.filter(({ path }) => path !== FIRST_PAGE));
      await upload(files.filter(({ path }) => path === FIRST_PAGE));
    },
    async createRoute(domain, route) {
      await env.createHttpServiceRoute(routeOf(domain, route));
    },
    async changeRoute(domain, route) {
      await env.modifyHttpServiceRoute(routeOf(domain, route));
    },
  };
}
