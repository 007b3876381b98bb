import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestCloud, type TestCloud } from '../support/phones';
import { codeFor, knownBy, signIn, signInBrowser } from '../support/signing-in';
import { addPerson, formFor, plantTree, TREE_0604 } from '../support/tree';

/*
 * What the deployed functions write into their logs while people sign in, register, are returned, approved
 * and refused: one line of JSON per call, and nobody's name, phone, ID number or code in any of them.
 */

const PHONE = '13700004444';
const ID_NUMBER = '350199200601150999';

let test: TestCloud;
let dataDir: string;
let lines: Array<Record<string, unknown>>;
let text: string;
let code: string;
let calls = 0;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'numbering-log-'));
  test = await startTestCloud({ dataDir });
  const counted: TestCloud = {
    ...test,
    call: (...given) => {
      calls += 1;
      return test.call(...given);
    },
  };
  await plantTree(test, TREE_0604);
  // Accounts have ids that say nothing; in tests they are made of the openid.
  for (const [openid, name, ...orgs] of [
    ['staff', '郑帆', '0604'],
    ['secretary', '林书', '0604D'],
    ['applicant', '陈小甲'],
    ['other', '何小申'],
  ] as const) {
    await addPerson(test, openid, ...orgs);
    await test.database.update('accounts', `account-${openid}`, { name });
  }
  await knownBy(test, 'staff', PHONE, ID_NUMBER);

  await signIn(test, 'wechat-of-a-stranger', PHONE);
  code = codeFor(test, PHONE);
  const form = formFor('陈小甲', '0604D');
  const { id: registrationId } = await test.ok('applicant', 'registration.submit', form);
  const [item] = (
    await test.ok('secretary', 'review.list', { status: 'PENDING_BRANCH', q: '陈小甲' })
  ).items;
  expect(item).toMatchObject({ name: '陈小甲' });
  const pending = { registrationId, status: 'PENDING_BRANCH' as const };
  await test.ok('secretary', 'review.return', {
    ...pending,
    reason: '陈小甲请核对',
    fields: ['name'],
  });
  await counted.call(
    '何小申',
    'registration.submit',
    formFor('何小申', '0604D', { idNumber: 'x' }),
  );
  await counted.call('other', 'registration.submit', { name: ['何小申'] } as never);
  await counted.call('other', 'numbering.overview', { orgId: '0604', year: 2020 });
  test.cloud.database.faults.add({ kind: 'error', collection: 'registrations' });
  await counted.call('other', 'registration.mine', {});
  test.cloud.database.faults.clear();
  await signInBrowser(test, '13700005555').catch(() => undefined);
  await fetch(`${test.cloud.url}/api/health`);
  await test.cloud.invoke({
    name: 'clock',
    caller: { kind: 'timer', triggerName: 'tick', time: new Date() },
  });
  await test.close();
  text = readFileSync(join(dataDir, 'functions.log'), 'utf8');
  lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the log of the functions', () => {
  it('has one line of JSON per call: request, action, outcome, time and requests', () => {
    const ofCalls = lines.filter(({ job }) => job === undefined);
    expect(ofCalls.length).toBeGreaterThan(calls + 5);
    expect(new Set(ofCalls.map(({ requestId }) => requestId)).size).toBe(ofCalls.length);
    for (const line of ofCalls) {
      expect(line).toMatchObject({
        requestId: expect.stringMatching(/.{8}/),
        action: expect.stringMatching(/^[a-z]+(\.[a-zA-Z]+)?$/),
        outcome: expect.stringMatching(/^[A-Z]+$/),
        ms: expect.any(Number),
        requests: expect.any(Number),
      });
    }
    const outcomes = new Set(ofCalls.map(({ outcome }) => outcome));
    expect([...outcomes]).toEqual(expect.arrayContaining(['OK', 'INVALID', 'FORBIDDEN']));
    const refused = ofCalls.find(({ outcome }) => outcome === 'INTERNAL' || outcome === 'BUSY');
    expect(refused).toMatchObject({ action: 'registration.mine' });
  });

  it('has one line per job of the clock', () => {
    const jobs = lines.filter(({ job }) => job !== undefined);
    expect(jobs.map(({ job }) => job)).toContain('prove-nightly');
    for (const job of jobs) {
      expect(job).toMatchObject({ ms: expect.any(Number), requests: expect.any(Number) });
    }
  });

  it('holds nobody’s name, phone, ID number, WeChat identity or code', () => {
    for (const secret of [
      '陈小甲',
      '何小申',
      '郑帆',
      '林书',
      '13700005555',
      PHONE,
      ID_NUMBER,
      code,
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/);
    expect(text).not.toContain('wechat-of-a-stranger');
    expect(text).not.toMatch(/350199\d{11}/);
  });
});
