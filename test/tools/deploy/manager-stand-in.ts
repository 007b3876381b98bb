import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type {
  Manager,
  ManagerFunction,
  ManagerFunctionInfo,
  ManagerIndex,
  ManagerRoute,
} from '../../../tools/deploy/manager';

/** The service's error as @cloudbase/manager-node throws it. */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly requestId = 'r-1',
  ) {
    super(message);
  }
}

interface StoredCollection {
  permission: string;
  rule?: string;
  indexes: ManagerIndex[];
}

/** An environment in memory; tests look into it and change it behind the deployment's back. */
export interface StandIn {
  manager: Manager;
  collections: Map<string, StoredCollection>;
  functions: Map<string, ManagerFunctionInfo>;
  files: Map<string, { Key: string; ETag: string; Size: string }>;
  domains: Array<{
    Domain: string;
    DomainType: string;
    IsDefault: boolean;
    Routes: ManagerRoute[];
  }>;
  site: { status: string | null };
  /** Names of the calls that changed something, in order. */
  writes: string[];
  /** Thrown by the write with this number, counted from 0, once. */
  failure: { at: number; error: Error } | null;
}

const ID_INDEX: ManagerIndex = {
  Name: '_id_',
  Keys: [{ Name: '_id', Direction: '1' }],
  Unique: true,
};

/** The service's way to tell an empty list. */
const orNull = <Row>(rows: Row[]): Row[] | null => (rows.length > 0 ? rows : null);

const variablesOf = (values: Record<string, string> = {}) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

const found = <Value>(map: Map<string, Value>, name: string, code: string): Value => {
  const value = map.get(name);
  if (value === undefined) throw new ServiceError(code, `${name} not found`);
  return value;
};

/**
 * Answers the calls of the deployment as version 5.6.5 of the package and the service behind it do:
 * variables are replaced as a whole, timers are told as JSON, a new collection is open to its creators, the
 * website takes a while, and what is there already cannot be made again.
 */
export function standIn(): StandIn {
  const state: Omit<StandIn, 'manager'> = {
    collections: new Map(),
    functions: new Map(),
    files: new Map(),
    domains: [
      {
        Domain: 'env-1.app.tcloudbase.com',
        DomainType: 'HTTPSERVICE',
        IsDefault: true,
        Routes: [],
      },
    ],
    site: { status: null },
    writes: [],
    failure: null,
  };
  const { collections, functions, files } = state;

  const write = (name: string): void => {
    const { failure } = state;
    if (failure && failure.at === state.writes.length) {
      state.failure = null;
      throw failure.error;
    }
    state.writes.push(name);
  };
  const functionNamed = (name: string) => found(functions, name, 'ResourceNotFound.Function');
  const collectionNamed = (name: string) => found(collections, name, 'ResourceNotFound');
  const page = <Row>(rows: Row[], offset: number, limit: number) =>
    rows.slice(offset, offset + limit);
  const infoOf = (func: ManagerFunction): ManagerFunctionInfo => ({
    FunctionName: func.name,
    Runtime: func.runtime ?? 'Nodejs20.19',
    Timeout: func.timeout ?? 3,
    MemorySize: func.memorySize ?? 256,
    Status: 'Active',
    Description: func.description ?? '',
    Environment: { Variables: variablesOf(func.envVariables) },
    Triggers: null,
  });
  const domainNamed = (name: string) => {
    const domain = state.domains.find(({ Domain }) => Domain === name);
    if (!domain) throw new ServiceError('ResourceNotFound', `domain ${name} not found`);
    return domain;
  };

  const manager: Manager = {
    database: {
      async listCollections({ MgoLimit, MgoOffset }) {
        const names = page([...collections.keys()], MgoOffset, MgoLimit);
        return { Collections: names.map((CollectionName) => ({ CollectionName })) };
      },
      async describeCollection(name) {
        return { Indexes: [ID_INDEX, ...collectionNamed(name).indexes] };
      },
      async createCollection(name) {
        if (collections.has(name)) throw new ServiceError('ResourceInUse', `${name} exists`);
        write(`createCollection ${name}`);
        collections.set(name, { permission: 'PRIVATE', indexes: [] });
      },
      async updateCollection(name, { CreateIndexes }) {
        const { indexes } = collectionNamed(name);
        write(`createIndexes ${name}`);
        for (const { IndexName, MgoKeySchema } of CreateIndexes) {
          if (indexes.some(({ Name }) => Name === IndexName)) {
            throw new ServiceError('FailedOperation', `index ${IndexName} exists`);
          }
          indexes.push({
            Name: IndexName,
            Keys: MgoKeySchema.MgoIndexKeys,
            Unique: MgoKeySchema.MgoIsUnique,
          });
        }
      },
    },
    permission: {
      async describeResourcePermission({ resources }) {
        return {
          Data: {
            PermissionList: resources.map((Resource) => {
              const { permission, rule } = collectionNamed(Resource);
              return { Resource, Permission: permission, SecurityRule: rule };
            }),
          },
        };
      },
      async modifyResourcePermission({ resource, permission }) {
        const collection = collectionNamed(resource);
        write(`close ${resource}`);
        collection.permission = permission;
      },
    },
    functions: {
      async getFunctionList(limit, offset) {
        const names = page([...functions.keys()], offset, limit);
        return { Functions: orNull(names.map((FunctionName) => ({ FunctionName }))) };
      },
      getFunctionDetail: async (name) => structuredClone(functionNamed(name)),
      async createFunction({ func, functionPath }) {
        if (functions.has(func.name)) {
          throw new ServiceError('ResourceInUse.Function', `${func.name} exists`);
        }
        readFileSync(`${functionPath}/index.js`);
        write(`createFunction ${func.name}`);
        functions.set(func.name, infoOf(func));
      },
      async updateFunctionCode({ func, functionPath }) {
        functionNamed(func.name);
        readFileSync(`${functionPath}/index.js`);
        write(`updateFunctionCode ${func.name}`);
      },
      async updateFunctionConfig(func) {
        const info = functionNamed(func.name);
        write(`updateFunctionConfig ${func.name}`);
        const { Description, MemorySize, Timeout, Environment } = infoOf(func);
        Object.assign(info, { Description, MemorySize, Timeout, Environment });
      },
      async createFunctionTriggers(name, triggers) {
        const info = functionNamed(name);
        write(`createTrigger ${name}`);
        for (const trigger of triggers) {
          info.Triggers ??= [];
          info.Triggers.push({
            TriggerName: trigger.name,
            Type: trigger.type,
            TriggerDesc: JSON.stringify({ cron: trigger.config }),
          });
        }
      },
      async waitFunctionActive(name) {
        functionNamed(name);
      },
    },
    hosting: {
      async getInfo() {
        const { status } = state.site;
        if (status === 'process') state.site.status = 'online';
        return status === null ? [] : [{ Status: status }];
      },
      async enableService() {
        write('enableService');
        state.site.status = 'process';
        return { code: 0 };
      },
      async listFiles() {
        return [...files.values()];
      },
      async uploadFiles({ files: sent }) {
        if (state.site.status !== 'online') {
          throw new ServiceError('INVALID_OPERATION', '静态网站服务【处理中】，无法进行此操作！');
        }
        write(`uploadFiles ${sent.map(({ cloudPath }) => cloudPath).join(' ')}`);
        for (const { localPath, cloudPath } of sent) {
          const content = readFileSync(localPath);
          const ETag = `"${createHash('md5').update(content).digest('hex')}"`;
          files.set(cloudPath, { Key: cloudPath, ETag, Size: String(content.length) });
        }
      },
    },
    env: {
      async describeHttpServiceRoute() {
        const domains = structuredClone(state.domains);
        return { Domains: domains.map((one) => ({ ...one, Routes: orNull(one.Routes) })) };
      },
      async createHttpServiceRoute({ Domain: { Domain, Routes } }) {
        const domain = domainNamed(Domain);
        write(`createRoute ${Routes.map(({ Path }) => Path).join(' ')}`);
        if (domain.Routes.some(({ Path }) => Routes.some((route) => route.Path === Path))) {
          throw new ServiceError('ResourceInUse', 'route exists');
        }
        domain.Routes.push(...Routes);
      },
      async modifyHttpServiceRoute({ Domain: { Domain, Routes } }) {
        const domain = domainNamed(Domain);
        write(`modifyRoute ${Routes.map(({ Path }) => Path).join(' ')}`);
        for (const route of Routes) {
          const there = domain.Routes.find(({ Path }) => Path === route.Path);
          Object.assign(there ?? {}, route);
        }
      },
    },
  };
  return Object.assign(state, { manager });
}
