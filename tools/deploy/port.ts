import type { IndexDeclaration } from '../../cloudfunctions/core/adapters/collections';
import type { Settings } from './settings';

/** A collection as it is in the environment. */
export interface FoundCollection {
  name: string;
  indexes: readonly IndexDeclaration[];
  /** Clients can neither read nor write it. */
  isClosed: boolean;
}

/** A timer of a function; `cron` has the service's seven fields. */
export interface Timer {
  name: string;
  cron: string;
}

/** A cloud function as it is in the environment. */
export interface FoundFunction {
  name: string;
  /** `Active` when it can be called and changed; other words are the service's own. */
  status: string;
  /** Such as `Nodejs20.19`; fixed when the function is made. */
  runtime: string;
  /** Seconds. */
  timeout: number;
  /** MB. */
  memorySize: number;
  /** Carries the mark of the code, see `codeMark`. */
  description: string;
  environment: Settings;
  timers: readonly Timer[];
}

/** A cloud function as it has to be. */
export interface FunctionDeclaration {
  name: string;
  /** The built folder that is uploaded as it is, from the project root. */
  folder: string;
  timeout: number;
  memorySize: number;
  /** WeChat's open interfaces that it calls; they are granted by an upload through WeChat only. */
  openapi: readonly string[];
  timers: readonly Timer[];
  /** First 12 hex digits of the SHA-256 of the folder's files. */
  codeHash: string;
}

/** A file of the static website; `path` from the root of the site, without a slash in front. */
export interface SiteFile {
  path: string;
  /** Bytes. */
  size: number;
  /** Hex; null where the service does not tell one. */
  md5: string | null;
}

/** A file of the built console with the place where it lies on this machine. */
export interface LocalSiteFile extends SiteFile {
  localPath: string;
}

/** Where the requests below a path of a domain go. */
export interface Route {
  path: string;
  target: { kind: 'FUNCTION' | 'SITE' | 'OTHER'; name: string };
  /** The target gets the whole path, the route's own part included. */
  passesPath: boolean;
  /** The service's own sign-in stands before it. */
  needsSignIn: boolean;
  isOn: boolean;
}

/** A domain of the HTTP access service. */
export interface FoundDomain {
  name: string;
  /** The one that the service gives every environment, for trials only. */
  isDefault: boolean;
  routes: readonly Route[];
}

/** All that the plan looks at; what is not declared is listed by name only. */
export interface FoundEnvironment {
  collections: readonly FoundCollection[];
  /** Names of further collections. */
  otherCollections: readonly string[];
  functions: readonly FoundFunction[];
  otherFunctions: readonly string[];
  site: { status: 'ABSENT' | 'STARTING' | 'ON' | 'OFF'; files: readonly SiteFile[] };
  domains: readonly FoundDomain[];
}

/**
 * What the deployment needs of a CloudBase environment. There is no way to delete anything. Every call
 * rejects with the service's error when it was not done; `code` of the error is the service's word.
 */
export interface CloudEnvironment {
  /** Reads all of it; the names say what is declared. */
  look(declared: { collections: string[]; functions: string[] }): Promise<FoundEnvironment>;
  createCollection(name: string): Promise<void>;
  closeCollection(name: string): Promise<void>;
  createIndexes(collection: string, indexes: readonly IndexDeclaration[]): Promise<void>;
  /** Resolves when the function can be called; its timers are made apart. */
  createFunction(
    declared: FunctionDeclaration,
    runtime: string,
    description: string,
    environment: Settings,
  ): Promise<void>;
  uploadCode(declared: FunctionDeclaration, runtime: string): Promise<void>;
  /** Replaces time limit, memory, description and all variables. */
  configureFunction(
    declared: FunctionDeclaration,
    description: string,
    environment: Settings,
  ): Promise<void>;
  createTimer(functionName: string, timer: Timer): Promise<void>;
  /** Resolves when files can be uploaded. */
  startSite(): Promise<void>;
  uploadFiles(files: readonly LocalSiteFile[]): Promise<void>;
  createRoute(domain: string, route: Route): Promise<void>;
  changeRoute(domain: string, route: Route): Promise<void>;
}
