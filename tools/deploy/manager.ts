/*
 * The part of @cloudbase/manager-node that the deployment uses, as its typings say. The package has 200
 * dependencies that nothing else needs, so it is not in package.json: it is loaded when a deployment runs.
 * The service writes null for what is empty, whatever the typings say.
 */
import { DeployError } from './deploy-error';
import { loadPackage } from './load-package';

/** The version whose typings and source these were read from. */
export const MANAGER = '@cloudbase/manager-node@5.6.5';

export interface ManagerRoute {
  Path: string;
  UpstreamResourceType: 'SCF' | 'CBR' | 'STATIC_STORE' | 'WEB_SCF' | 'LH';
  UpstreamResourceName: string;
  EnableSafeDomain: boolean;
  EnableAuth: boolean;
  EnablePathTransmission: boolean;
  Enable: boolean;
}

export interface ManagerIndex {
  Name: string;
  Keys: Array<{ Name?: string; Direction?: string }>;
  Unique: boolean;
}

export interface ManagerFunction {
  name: string;
  handler?: string;
  runtime?: string;
  timeout?: number;
  memorySize?: number;
  description?: string;
  envVariables?: Record<string, string>;
  installDependency?: boolean;
  isWaitInstall?: boolean;
}

export interface ManagerFunctionInfo {
  FunctionName: string;
  Runtime: string;
  Timeout: number;
  MemorySize: number;
  Status: string;
  Description: string | null;
  Environment?: { Variables: Array<{ Key: string; Value: string }> | null } | null;
  Triggers?: Array<{ TriggerName: string; Type: string; TriggerDesc: string }> | null;
}

export interface Manager {
  database: {
    listCollections(page: { MgoLimit: number; MgoOffset: number }): Promise<{
      Collections: Array<{ CollectionName: string }>;
    }>;
    describeCollection(name: string): Promise<{ Indexes?: ManagerIndex[] | null }>;
    createCollection(name: string): Promise<unknown>;
    updateCollection(
      name: string,
      changes: {
        CreateIndexes: Array<{
          IndexName: string;
          MgoKeySchema: {
            MgoIndexKeys: Array<{ Name: string; Direction: string }>;
            MgoIsUnique: boolean;
          };
        }>;
      },
    ): Promise<unknown>;
  };
  permission: {
    describeResourcePermission(options: {
      resourceType: 'collection';
      resources: string[];
    }): Promise<{
      Data: {
        PermissionList: Array<{
          Resource?: string;
          Permission?: string;
          SecurityRule?: string;
        }> | null;
      };
    }>;
    modifyResourcePermission(options: {
      resourceType: 'collection';
      resource: string;
      permission: 'ADMINONLY';
    }): Promise<unknown>;
  };
  functions: {
    getFunctionList(
      limit: number,
      offset: number,
    ): Promise<{ Functions: Array<Record<string, string>> | null }>;
    getFunctionDetail(name: string): Promise<ManagerFunctionInfo>;
    createFunction(options: { func: ManagerFunction; functionPath: string }): Promise<unknown>;
    updateFunctionCode(options: { func: ManagerFunction; functionPath: string }): Promise<unknown>;
    updateFunctionConfig(func: ManagerFunction): Promise<unknown>;
    createFunctionTriggers(
      name: string,
      triggers: Array<{ name: string; type: 'timer'; config: string }>,
    ): Promise<unknown>;
    waitFunctionActive(name: string): Promise<void>;
  };
  hosting: {
    getInfo(): Promise<Array<{ Status: string }> | null>;
    enableService(): Promise<{ code: number }>;
    listFiles(): Promise<Array<{ Key: string; ETag: string; Size: string }>>;
    uploadFiles(options: {
      files: Array<{ localPath: string; cloudPath: string }>;
      retryCount: number;
    }): Promise<unknown>;
  };
  env: {
    describeHttpServiceRoute(options: { EnvId: string; Limit: number }): Promise<{
      Domains?: Array<{
        Domain: string;
        DomainType: string;
        IsDefault: boolean;
        Routes?: ManagerRoute[] | null;
      }> | null;
    }>;
    createHttpServiceRoute(options: RouteRequest): Promise<unknown>;
    modifyHttpServiceRoute(options: RouteRequest): Promise<unknown>;
  };
}

export interface RouteRequest {
  EnvId: string;
  Domain: { Domain: string; Routes: ManagerRoute[] };
}

/** With whose rights and in which environment. */
export interface Credentials {
  secretId: string;
  secretKey: string;
  envId: string;
  /** ap-shanghai when absent. */
  region?: string;
}

type ManagerPackage = { init(credentials: Credentials): Manager };

/** The real manager. Throws a DeployError that tells how to install the package where it is missing. */
export function connect(credentials: Credentials): Manager {
  const loaded = loadPackage<ManagerPackage>(MANAGER);
  if (typeof loaded.init !== 'function') {
    throw new DeployError(`装着的不是 ${MANAGER}：请执行 npm i --no-save ${MANAGER}。`);
  }
  return loaded.init(credentials);
}
