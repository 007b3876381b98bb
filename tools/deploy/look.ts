import type { IndexDeclaration } from '../../cloudfunctions/core/adapters/collections';
import type { Manager, ManagerFunctionInfo, ManagerIndex, ManagerRoute } from './manager';
import type { FoundEnvironment, FoundFunction, Route, Timer } from './port';

const PAGE = 100;

/** All pages of a list that is given `PAGE` at a time. */
async function allPages<Row>(page: (offset: number) => Promise<Row[] | null>): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const next = (await page(rows.length)) ?? [];
    rows.push(...next);
    if (next.length < PAGE) return rows;
  }
}

const indexOf = ({ Name, Keys, Unique }: ManagerIndex): IndexDeclaration => ({
  name: Name,
  keys: Keys.map((key) => [key.Name ?? '', key.Direction === '-1' ? -1 : 1] as const),
  ...(Unique && { unique: true }),
});

/** Closed by the preset, or by a rule of its own that lets nobody in. */
function isClosed(permission: string | undefined, rule: string | undefined): boolean {
  if (permission !== 'CUSTOM') return permission === 'ADMINONLY';
  try {
    const { read, write, ...others } = JSON.parse(rule ?? '') as Record<string, unknown>;
    return read === false && write === false && Object.keys(others).length === 0;
  } catch {
    return false;
  }
}

/** The service tells a timer as `{"cron": "…"}` where it was given the plain text. */
function cronIn(description: string): string {
  try {
    return String((JSON.parse(description) as { cron?: unknown }).cron);
  } catch {
    return description;
  }
}

const timersOf = ({ Triggers }: ManagerFunctionInfo): Timer[] =>
  (Triggers ?? [])
    .filter(({ Type }) => Type === 'timer')
    .map(({ TriggerName, TriggerDesc }) => ({ name: TriggerName, cron: cronIn(TriggerDesc) }));

const functionOf = (info: ManagerFunctionInfo): FoundFunction => ({
  name: info.FunctionName,
  status: info.Status,
  runtime: info.Runtime,
  timeout: info.Timeout,
  memorySize: info.MemorySize,
  description: info.Description ?? '',
  environment: Object.fromEntries(
    (info.Environment?.Variables ?? []).map(({ Key, Value }) => [Key, Value]),
  ),
  timers: timersOf(info),
});

const TARGETS: Partial<Record<ManagerRoute['UpstreamResourceType'], Route['target']['kind']>> = {
  SCF: 'FUNCTION',
  STATIC_STORE: 'SITE',
};

const routeOf = (route: ManagerRoute): Route => ({
  path: route.Path,
  target: {
    kind: TARGETS[route.UpstreamResourceType] ?? 'OTHER',
    name: route.UpstreamResourceName,
  },
  passesPath: route.EnablePathTransmission,
  needsSignIn: route.EnableAuth,
  isOn: route.Enable,
});

async function lookAtCollections({ database, permission }: Manager, declared: string[]) {
  const rows = await allPages(
    async (MgoOffset) =>
      (await database.listCollections({ MgoLimit: PAGE, MgoOffset })).Collections,
  );
  const names = rows.map(({ CollectionName }) => CollectionName);
  const ours = declared.filter((name) => names.includes(name));
  const open = new Map<string | undefined, { Permission?: string; SecurityRule?: string }>();
  if (ours.length > 0) {
    const { Data } = await permission.describeResourcePermission({
      resourceType: 'collection',
      resources: ours,
    });
    for (const one of Data.PermissionList ?? []) open.set(one.Resource, one);
  }
  const collections = [];
  for (const name of ours) {
    const { Indexes } = await database.describeCollection(name);
    const { Permission, SecurityRule } = open.get(name) ?? {};
    collections.push({
      name,
      indexes: (Indexes ?? []).map(indexOf),
      isClosed: isClosed(Permission, SecurityRule),
    });
  }
  return { collections, otherCollections: names.filter((name) => !declared.includes(name)) };
}

async function lookAtFunctions({ functions }: Manager, declared: string[]) {
  const rows = await allPages(
    async (offset) => (await functions.getFunctionList(PAGE, offset)).Functions,
  );
  const names = rows.map(({ FunctionName = '' }) => FunctionName);
  const found = [];
  for (const name of declared.filter((one) => names.includes(one))) {
    found.push(functionOf(await functions.getFunctionDetail(name)));
  }
  return { functions: found, otherFunctions: names.filter((name) => !declared.includes(name)) };
}

async function lookAtSite({ hosting }: Manager): Promise<FoundEnvironment['site']> {
  const status = (await hosting.getInfo())?.[0]?.Status;
  if (status !== 'online') {
    const isComing = status === 'init' || status === 'process';
    return { status: status ? (isComing ? 'STARTING' : 'OFF') : 'ABSENT', files: [] };
  }
  const files = await hosting.listFiles();
  return {
    status: 'ON',
    // The mark of a file that was sent in parts is not its MD5.
    files: files.map(({ Key, ETag, Size }) => ({
      path: Key,
      size: Number(Size),
      md5: /^"?([0-9a-f]{32})"?$/i.exec(ETag)?.[1]?.toLowerCase() ?? null,
    })),
  };
}

/** Reads an environment through the manager: 4 requests, and one for each declared collection and function there. */
export async function lookAround(
  manager: Manager,
  envId: string,
  declared: { collections: string[]; functions: string[] },
): Promise<FoundEnvironment> {
  const { Domains } = await manager.env.describeHttpServiceRoute({
    EnvId: envId,
    Limit: 1000,
  });
  return {
    ...(await lookAtCollections(manager, declared.collections)),
    ...(await lookAtFunctions(manager, declared.functions)),
    site: await lookAtSite(manager),
    domains: (Domains ?? []).map(({ Domain, DomainType, IsDefault, Routes }) => ({
      name: Domain,
      // Containers and the like have domains of their own that are there by default.
      isDefault: IsDefault && DomainType === 'HTTPSERVICE',
      routes: (Routes ?? []).map(routeOf),
    })),
  };
}
