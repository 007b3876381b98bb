import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const DEFAULT_TIMEOUT_S = 3;
const DEFAULT_MEMORY_MB = 256;

const triggerSchema = z.object({
  name: z.string(),
  type: z.literal('timer'),
  config: z.string(),
});

const configSchema = z.object({
  timeout: z.number().positive().max(900).default(DEFAULT_TIMEOUT_S),
  memorySize: z.number().min(64).max(3072).default(DEFAULT_MEMORY_MB),
  permissions: z.object({ openapi: z.array(z.string()).default([]) }).optional(),
  triggers: z.array(triggerSchema).max(1, 'the service takes one trigger per function').default([]),
});

/** A timer of a function: `config` is a cron expression of 7 fields (see cron.ts). */
export type Trigger = z.infer<typeof triggerSchema>;

/** A deployed function: `file` is the absolute path of its bundle, `timeout` in seconds, `memorySize` in MB. */
export interface FunctionDefinition {
  name: string;
  file: string;
  timeout: number;
  memorySize: number;
  triggers: Trigger[];
  /** Interfaces of WeChat it may call. */
  openapi: string[];
}

/**
 * The functions in a folder: each sub-folder with an index.js, settings from its config.json if it
 * has one (by default 3 s and 256 MB, as the service). Throws on a config.json of the wrong form.
 */
export function readFunctions(dir: string): Map<string, FunctionDefinition> {
  const names = existsSync(dir) ? readdirSync(dir) : [];
  const found = names.filter((name) => existsSync(join(dir, name, 'index.js')));
  return new Map(found.map((name) => [name, readFunction(resolve(dir, name), name)]));
}

function readFunction(dir: string, name: string): FunctionDefinition {
  const configFile = join(dir, 'config.json');
  const json: unknown = existsSync(configFile) ? JSON.parse(readFileSync(configFile, 'utf8')) : {};
  const parsed = configSchema.safeParse(json);
  if (!parsed.success) {
    throw new Error(`function ${name}, config.json: ${z.prettifyError(parsed.error)}`);
  }
  const { permissions, ...settings } = parsed.data;
  return { name, file: join(dir, 'index.js'), ...settings, openapi: permissions?.openapi ?? [] };
}
