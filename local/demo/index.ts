import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import { createFirstAdministrator } from '../../tools/create-first-administrator';
import { sdkEnvironment } from '../cloud/functions/environment';
import { localSecrets } from '../cloud/secrets';
import type { Cloud } from '../cloud/server';
import type { StartLink } from '../pages/start-page';
import type { PhonePerson } from '../phone/server/people';
import type { Demo } from './demo';
import { importOrganizations } from './import-organizations';
import { linkOf, phoneOf } from './people';
import { Phones } from './phones';
import { province } from './province';
import { register } from './register';
import { tree } from './tree';

const DEMOS = { tree, province };

type DemoName = keyof typeof DEMOS;

/** Keeps which demo a folder was filled with, for the start page of later starts. */
const noteIn = (dataDir: string): string => join(dataDir, 'demo.txt');

/** Where `npm start` keeps its data. */
const DATA_DIR = process.env.DATA_DIR ?? '.data';

function demoIn(dataDir: string): DemoName {
  const note = noteIn(dataDir);
  return existsSync(note) && readFileSync(note, 'utf8') === 'province' ? 'province' : 'tree';
}

/** People to sign in as. */
export const linksOf = ({ officers }: Demo): StartLink[] => officers.map(linkOf);

/** Officers, then those who register. */
export const peopleOf = ({ officers, applicants }: Demo): PhonePerson[] => [
  ...officers.map((officer) => phoneOf(officer, officer.office)),
  ...applicants.map((applicant) => phoneOf(applicant, '报到的团员')),
];

/** The people of the demo that the data folder was filled with before. */
export const links: readonly StartLink[] = linksOf(DEMOS[demoIn(DATA_DIR)]);

/** Their phones. */
export const people: readonly PhonePerson[] = peopleOf(DEMOS[demoIn(DATA_DIR)]);

/** Whoever was signed in while filling must not have to wait a minute for the next code. */
async function forgetCodesSent(): Promise<void> {
  await cloudDatabase().removeWhere('counters', { expiresAt: { gt: 0 } });
}

/** Fills a new cloud with a demo, and notes which. `dataDir` holds the keys of the folder. Throws as `fill`. */
export async function seed(
  cloud: Cloud,
  which: DemoName,
  log: (line: string) => void,
  dataDir: string = DATA_DIR,
): Promise<void> {
  writeFileSync(noteIn(dataDir), which);
  await fill(cloud, DEMOS[which], log, dataDir);
}

/** Shows the people of a demo on the start page and at /phone/. */
export function showPeople(cloud: Cloud, demo: Demo): void {
  cloud.links.splice(0, cloud.links.length, ...linksOf(demo));
  cloud.people.splice(0, cloud.people.length, ...peopleOf(demo));
}

/**
 * Fills a new cloud, everything through the functions as people do it; the first administrator is made with
 * the deployer's own means. Throws when the folder is not new: after an interruption it is emptied and
 * filled anew.
 */
export async function fill(
  cloud: Cloud,
  demo: Demo,
  log: (line: string) => void,
  dataDir: string,
): Promise<void> {
  const { root, organizations, officers, applicants } = demo;
  const [first, ...others] = officers;
  showPeople(cloud, demo);
  Object.assign(process.env, sdkEnvironment(`${cloud.url}/admin`));
  log('正在写入演示数据……');
  await createFirstAdministrator(
    cloudDatabase(),
    secretsFrom({ ...localSecrets(dataDir) }),
    machineRuntime,
    { ...first, provinceCode: root.code, provinceName: root.name },
  );
  const phones = new Phones(cloud, 'seed');
  await phones.signIn(first);
  const rows = organizations();
  const { created } = await importOrganizations(phones, first, root.code, rows, log);
  log(`  组织 ${created} 个`);
  for (const { orgId, name, phone, idNumber } of others) {
    await phones.call(first, 'organization.appoint', { orgId, name, phone, idNumber });
  }
  log(`  在任人员 ${officers.length} 人`);
  await Promise.all([...others, ...applicants].map((person) => phones.signIn(person)));
  for (const applicant of applicants) await register(phones, officers, applicant);
  log(`  报到 ${applicants.length} 人`);
  await forgetCodesSent();
}
