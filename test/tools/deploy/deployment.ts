import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPlan } from '../../../tools/deploy/apply';
import type { Plan } from '../../../tools/deploy/change';
import { cloudBase } from '../../../tools/deploy/cloudbase';
import { declarationOf } from '../../../tools/deploy/declaration';
import { DeployError } from '../../../tools/deploy/deploy-error';
import { planFor } from '../../../tools/deploy/plan';
import { type StandIn, standIn } from './manager-stand-in';

/** A key of the right length; no secret. */
export const KEY = Buffer.alloc(32, 7).toString('base64');
/** What whoever deploys the first time has in `.env`. */
export const GIVEN: Record<string, string> = {
  DATA_KEYS: JSON.stringify({ k1: KEY }),
  DATA_KEY_ID: 'k1',
  HMAC_KEYS: JSON.stringify({ h1: KEY }),
  HMAC_KEY_ID: 'h1',
  SMS_PROVIDER: 'tencent',
  SMS_SECRET_ID: 'sms-id',
  SMS_SECRET_KEY: 'sms-key',
  SMS_APP_ID: '1400000000',
  SMS_SIGN_NAME: '某省团委',
  SMS_TEMPLATE_ID: '123456',
};

export const FUNCTIONS = [
  'account',
  'clock',
  'console',
  'numbering',
  'organization',
  'registration',
  'review',
  'roster',
];

/** A built system in a folder of its own and an environment to deploy it to. */
export interface Deployment {
  dist: string;
  /** May be replaced by another one. */
  there: StandIn;
  writeCode: (name: string, code: string) => void;
  plan: (settings?: Record<string, string>, domain?: string) => Promise<Plan>;
  /** Gives what it told. */
  apply: (settings?: Record<string, string>, domain?: string) => Promise<string[]>;
  remove: () => void;
}

/** Configurations as they are, code small enough to hash and change at will. */
export function newDeployment(): Deployment {
  const dist = mkdtempSync(join(tmpdir(), 'deploy-'));
  cpSync('dist/cloudfunctions', join(dist, 'cloudfunctions'), {
    recursive: true,
    filter: (file) => !file.endsWith('index.js'),
  });
  const deployment: Deployment = {
    dist,
    there: standIn(),
    writeCode: (name, code) => writeFileSync(join(dist, 'cloudfunctions', name, 'index.js'), code),
    async plan(settings = GIVEN, domain) {
      const declared = declarationOf(dist);
      const found = await cloud().look({
        collections: declared.collections.map(({ name }) => name),
        functions: declared.functions.map(({ name }) => name),
      });
      return planFor(declared, found, { settings, domain });
    },
    async apply(settings = GIVEN, domain) {
      const told: string[] = [];
      const plan = await deployment.plan(settings, domain);
      await applyPlan(cloud(), plan, (line) => told.push(line));
      return told;
    },
    remove: () => rmSync(dist, { recursive: true }),
  };
  const cloud = () => cloudBase(deployment.there.manager, 'env-1', async () => undefined);
  for (const name of FUNCTIONS) deployment.writeCode(name, `exports.main = '${name}';`);
  mkdirSync(join(dist, 'admin/assets'), { recursive: true });
  writeFileSync(join(dist, 'admin/index.html'), '<html></html>');
  writeFileSync(join(dist, 'admin/assets/index-abc.js'), 'console');
  return deployment;
}

/** What was said when it was refused. */
export const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof DeployError ? error.message : `not told: ${error}`),
  );
