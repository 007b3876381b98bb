import cloud from 'wx-server-sdk';

/** The parts of wx-server-sdk's database that the adapters use, with our own types around its `any`. */
export interface SdkDocument {
  get(): Promise<{ data: unknown }>;
  set(options: { data: unknown }): Promise<unknown>;
  update(options: { data: unknown }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<unknown>;
}
export interface SdkQuery {
  where(condition: unknown): SdkQuery;
  orderBy(field: string, order: 'asc' | 'desc'): SdkQuery;
  limit(count: number): SdkQuery;
  field(fields: Record<string, boolean>): SdkQuery;
  get(): Promise<{ data: unknown[] }>;
  count(): Promise<{ total: number }>;
  update(options: { data: unknown }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}
export interface SdkAggregate {
  match(condition: unknown): SdkAggregate;
  group(fields: unknown): SdkAggregate;
  sort(order: Record<string, 1 | -1>): SdkAggregate;
  limit(count: number): SdkAggregate;
  addFields(fields: unknown): SdkAggregate;
  lookup(options: {
    from: string;
    localField: string;
    foreignField: string;
    as: string;
  }): SdkAggregate;
  project(fields: unknown): SdkAggregate;
  end(): Promise<{ list: unknown[] }>;
}
export interface SdkCollection extends SdkQuery {
  doc(id: string): SdkDocument;
  add(options: { data: unknown }): Promise<unknown>;
  aggregate(): SdkAggregate;
}
export interface SdkTransaction {
  collection(name: string): SdkCollection;
  commit(): Promise<unknown>;
  rollback(): Promise<unknown>;
}
export interface SdkCommand {
  in(values: readonly unknown[]): unknown;
  all(values: readonly unknown[]): unknown;
  gt(value: unknown): SdkBound;
  gte(value: unknown): SdkBound;
  lt(value: unknown): SdkBound;
  lte(value: unknown): SdkBound;
  set(value: unknown): unknown;
  inc(value: number): unknown;
  and(...conditions: unknown[]): unknown;
  or(conditions: readonly unknown[]): unknown;
}
export interface SdkBound {
  and(...conditions: unknown[]): unknown;
}
export interface SdkDatabase {
  command: SdkCommand;
  collection(name: string): SdkCollection;
  startTransaction(): Promise<SdkTransaction>;
}

/** One request may take this long before it counts as lost; well below the deadline of a transaction. */
const REQUEST_TIMEOUT_MS = 5000;

let database: SdkDatabase | null = null;

let isReady = false;

function initialise(): void {
  if (isReady) return;
  const options = {
    env: cloud.DYNAMIC_CURRENT_ENV,
    throwOnNotFound: false,
    timeout: REQUEST_TIMEOUT_MS,
  };
  cloud.init(options as unknown as Parameters<typeof cloud.init>[0]);
  isReady = true;
}

/** The database of the environment the function runs in; made once per instance. */
export function sdkDatabase(): SdkDatabase {
  initialise();
  database ??= cloud.database() as unknown as SdkDatabase;
  return database;
}

/** The cloud calls that the adapters make. They throw objects with `errCode` and `errMsg`. */
export interface SdkOpenApi {
  phonenumber: {
    getPhoneNumber(request: {
      code: string;
      openid: string;
    }): Promise<{ phoneInfo: { purePhoneNumber: unknown; countryCode: unknown } }>;
  };
  wxacode: {
    getUnlimited(request: {
      page: string;
      scene: string;
      checkPath: boolean;
      envVersion: string;
    }): Promise<{ buffer: Buffer }>;
  };
  subscribeMessage: {
    send(request: {
      touser: string;
      templateId: string;
      page: string;
      data: Record<string, { value: string }>;
      miniprogramState: string;
    }): Promise<unknown>;
  };
}

export function sdkOpenApi(): SdkOpenApi {
  initialise();
  return cloud.openapi as unknown as SdkOpenApi;
}

/** The caller as the platform vouches for it: `{}` outside a call from the mini-program. */
export function platformContext(): { OPENID?: string; CLIENTIP?: string; SOURCE?: string } {
  return cloud.getWXContext();
}
