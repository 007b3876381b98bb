import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Cloud, startCloud } from '../../local/cloud/server';
import { linksOf, seed } from '../../local/demo';
import type { DemoPerson } from '../../local/demo/people';
import { Phones } from '../../local/demo/phones';
import { province } from '../../local/demo/province';
import { tree } from '../../local/demo/tree';
import { Browser } from '../support/browser';

const person = (name: string): DemoPerson =>
  [...tree.officers, ...tree.applicants].find((each) => each.name === name)!;

describe('the demo of the guide', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'demo-'));
  const said: string[] = [];
  const links = linksOf(tree);
  let cloud: Cloud;
  let phones: Phones;

  beforeAll(async () => {
    cloud = await startCloud({ dataDir, strict: true, database: { durability: 'nosync' } });
    await seed(cloud, 'tree', (line) => said.push(line), dataDir);
    phones = new Phones(cloud, 'story');
  });
  afterAll(async () => {
    await cloud.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('lists the organisations in the order of the page', async () => {
    const under = async (parentId: string): Promise<string[]> =>
      (await phones.call(person('高远'), 'organization.children', { parentId })).items.map(
        ({ name }) => name,
      );
    expect(await under('35')).toEqual(['0604团委', '0605团委']);
    expect(await under('0604')).toEqual(['0604团总支', '0604直属团支部']);
    expect(await under('0604-1')).toEqual([
      '0604团支部（1）',
      '0604团支部（2）1',
      '0604团支部（3）',
      '0604团支部（4）',
      '0604团支部（5）',
    ]);
  });

  it('has somebody in every office and names them on the start page', async () => {
    for (const { name, orgId } of tree.officers) {
      const { officers } = await phones.call(person('高远'), 'organization.get', { id: orgId });
      expect(officers?.map((officer) => officer.name)).toContain(name);
    }
    expect(cloud.links).toEqual(links);
    expect(linksOf(province)).not.toEqual(links);
    expect(said.at(-1)).toBe('  报到 14 人');
  });

  it('has a registration in every state', async () => {
    const expected = {
      BRANCH: 'PENDING_BRANCH',
      GENERAL: 'PENDING_GENERAL',
      COMMITTEE: 'PENDING_COMMITTEE',
      RETURNED: 'RETURNED',
      WITHDRAWN: 'WITHDRAWN',
    };
    for (const applicant of tree.applicants) {
      const { registration } = await phones.call(applicant, 'registration.mine', {});
      expect([applicant.name, registration?.status]).toEqual([
        applicant.name,
        expected[applicant.stage],
      ]);
    }
  });

  it('lets somebody sign in to the console at once, with what the start page tells', async () => {
    const browser = new Browser(cloud.url);
    const [link] = links;
    const [, phone, idTail] = /手机号 (\d{11})，证件号后六位 (\w{6})/.exec(link!.note)!;
    const sent = await browser.call('account.sendCode', { phone: phone! });
    expect(sent.ok).toBe(true);
    const code = cloud.sms.last(phone!)!.code;
    const answer = await browser.call('account.signIn', { phone: phone!, code, idTail: idTail! });
    expect(answer).toMatchObject({ ok: true, data: { state: 'SIGNED_IN', me: { name: '高远' } } });
  });

  it('begins without numbers and lets the story of the guide be played', async () => {
    const year = 2020;
    const before = await phones.call(person('高远'), 'numbering.overview', { orgId: '35', year });
    expect(before.rows).toEqual([]);
    await phones.call(person('高远'), 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await phones.call(person('高远'), 'numbering.allocate', {
      orgId: '35',
      year,
      items: [{ orgId: '0604', count: 200 }],
    });
    await phones.call(person('郑帆'), 'numbering.allocate', {
      orgId: '0604',
      year,
      items: [{ orgId: '0604-1', count: 100 }],
    });
    await phones.call(person('林书'), 'numbering.allocate', {
      orgId: '0604-1',
      year,
      items: [1, 2, 3, 4, 5].map((branch) => ({ orgId: `0604-1-${branch}`, count: 20 })),
    });
    const { items } = await phones.call(person('郑帆'), 'review.list', {
      status: 'PENDING_COMMITTEE',
    });
    expect(items.map(({ name }) => name).slice(0, 5)).toEqual([
      '陈甲',
      '林乙',
      '黄丙',
      '张丁',
      '李戊',
    ]);
    const messages: string[] = [];
    for (const { id } of items.slice(0, 2)) {
      const passed = await phones.call(person('郑帆'), 'review.pass', {
        registrationId: id,
        status: 'PENDING_COMMITTEE',
      });
      messages.push(passed.message);
    }
    expect(messages).toEqual([
      '审核成功！将202000012020编号分配给陈甲，目前还剩19个名额',
      '审核成功！将202000012021编号分配给林乙，目前还剩18个名额',
    ]);
  });

  it('refuses to fill a folder that is filled', async () => {
    await expect(seed(cloud, 'tree', () => undefined, dataDir)).rejects.toThrow('已经有管理员');
  });
});
