import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { daysLater } from '../../cloudfunctions/core/domain/dates';
import { submissionsUntil } from '../../local/simulate/calendar';
import { type Fact, Ledger } from '../../local/simulate/ledger';
import { type Measures, note, timeAt } from '../../local/simulate/measures';
import { pageOf } from '../../local/simulate/page';
import { planOf } from '../../local/simulate/plan';
import { People } from '../../local/simulate/world/people';
import { Province } from '../../local/simulate/world/province';
import type { Report } from '../../local/simulate/report';

/** New members of the province's 150,000 at scale 0.01. */
const MEMBERS = 1500;

const dir = mkdtempSync(join(tmpdir(), 'numbering-simulate-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the plan of a year', () => {
  const plan = { ...planOf(0.01, 3), isPart: true };
  const province = new Province(plan);
  const people = new People(plan, province);

  it('the same seed makes the same people, and nobody has the ID number or phone of another', () => {
    const again = new People(plan, new Province(plan));
    const all = Array.from({ length: plan.members }, (_, i) => people.person(i));
    expect(all.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, i) => again.person(i)));
    expect(new Set(all.map(({ idNumber }) => idNumber)).size).toBe(plan.members);
    expect(new Set(all.map(({ phone }) => phone)).size).toBe(plan.members);
  });

  it('everybody registers once, and spring and autumn are the peaks', () => {
    const days = submissionsUntil(plan.members, 1);
    expect(days.at(-1)!.until).toBe(plan.members);
    const inMonth = (month: string): number =>
      days.findLast(({ day }) => day.slice(5, 7) <= month)!.until;
    expect(inMonth('05') - inMonth('03')).toBeGreaterThan(plan.members / 3);
    expect(inMonth('11') - inMonth('09')).toBeGreaterThan(plan.members / 5);
    expect(inMonth('08') - inMonth('06')).toBeLessThan(plan.members / 20);
    const everyday = new People({ ...plan, workEveryDays: 1 }, province);
    expect(everyday.of(days[3]!.day)).toEqual({ from: days[2]!.until, to: days[3]!.until });
    expect(everyday.of(daysLater(days[0]!.day, -1))).toEqual({ from: 0, to: 0 });
  });

  it('the whole province has the organisations of the file, and general branches beside them', () => {
    const whole = new Province({ ...plan, isPart: false });
    const ofFile = whole.orgs.filter(({ id }) => !id.includes('-'));
    expect(ofFile).toHaveLength(18_762);
    expect(whole.orgs.filter(({ type }) => type === 'GENERAL_BRANCH').length).toBeGreaterThan(0);
    expect(new Set(whole.orgs.map(({ id }) => id)).size).toBe(whole.orgs.length);
  });
});

describe('the record and the measures', () => {
  it('a fact that stands there twice is one, and a torn line is none', () => {
    const path = join(dir, 'torn.jsonl');
    const fact: Fact = {
      what: 'GIVEN',
      person: 1,
      registrationId: 'r',
      number: '202500010001',
      how: 'DRAWN',
      day: '2025-03-01',
    };
    const first = new Ledger(path);
    first.add(fact);
    first.close();
    appendFileSync(path, '{"what":"GIV');
    const second = new Ledger(path);
    second.add(fact);
    second.add({ ...fact, person: 2, number: '202500010002' });
    expect(second.facts().map(({ person }) => person)).toEqual([1, 2]);
    second.close();
  });

  it('quantiles are right within two percent', () => {
    const measures: Measures = {};
    for (let ms = 1; ms <= 1000; ms++) {
      note(measures, 'a', { code: 'OK', ms, requests: 2, repeats: 0 });
    }
    for (const q of [0.5, 0.95, 0.99]) {
      expect(Math.abs(timeAt(measures.a!, q) / (1000 * q) - 1)).toBeLessThan(0.02);
    }
  });
});

describe('a year at scale 0.01, killed on the way', () => {
  const place = join(dir, 'year');
  const ledger = join(place, 'ledger.jsonl');
  const reportFile = join(place, 'report.json');
  let report: Report;

  const begin = (): ChildProcess =>
    spawn(
      process.execPath,
      ['--import', 'tsx', 'test/local/simulate.client.ts', place, String(MEMBERS)],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
  const finish = async (): Promise<Report> => {
    const child = begin();
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(0);
    return JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  };
  const lines = (): number => {
    try {
      return readFileSync(ledger, 'utf8').split('\n').length;
    } catch {
      return 0;
    }
  };
  /** Kills the process, and with it the database, when so many numbers were given. */
  const killAt = async (numbers: number): Promise<void> => {
    const child = begin();
    while (lines() < numbers && child.exitCode === null) await wait(5);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
  };

  beforeAll(async () => {
    await killAt(150);
    await killAt(700);
    report = await finish();
  }, 600_000);

  it('every number that somebody was told is that person’s, and nobody has another', () => {
    const { proof } = report;
    expect(proof.duplicates).toEqual([]);
    expect(proof.lost).toEqual([]);
    expect(proof.unrecorded).toEqual([]);
    expect(proof.wrongKind).toEqual([]);
    expect(proof.members).toBe(proof.people);
    expect(proof.given).toBeGreaterThan(MEMBERS * 0.97);
  });

  it('the journal proves every number of both years, and the years are closed', () => {
    for (const { total, used, voided, expired, free, findings } of report.proof.reconcile) {
      expect(findings).toBe(0);
      expect(free).toBe(0);
      expect(used + voided + expired).toBe(total);
    }
  });

  it('the system made no error, and answered a call sent again as before', () => {
    expect(report.errors).toBe(0);
    expect(report.resumed).toBe(2);
    expect(report.sentTwice).toBeGreaterThan(0);
    expect(report.answeredDifferently).toBe(0);
    expect(report.stillWaiting).toBe(0);
  });

  it('faults of every kind were met, and pools ran empty', () => {
    for (const kind of ['conflict', 'drop', 'timeout-before', 'timeout-after']) {
      expect(report.faults[kind]).toBeGreaterThan(0);
      expect(report.faults[`${kind} at commit`]).toBeGreaterThan(0);
    }
    const pass = report.actions.filter(({ action }) => action.startsWith('review.pass'));
    expect(pass.some(({ outcomes }) => outcomes.EXHAUSTED)).toBe(true);
  });

  it('everything that a year brings was done', () => {
    const done = report.actions.filter(({ outcomes }) => outcomes.OK).map(({ action }) => action);
    expect(done).toEqual(
      expect.arrayContaining([
        'registration.submit',
        'registration.resubmit',
        'registration.withdraw',
        'review.return',
        'review.passMany',
        'organization.appoint',
        'organization.create',
        'organization.close',
        'organization.move',
        'organization.renew',
        'numbering.defineRange',
        'numbering.allocate',
        'numbering.reclaim',
        'numbering.giveBack',
        'numbering.undo',
        'numbering.requestMore',
        'numbering.decideRequest',
        'numbering.shrinkRange',
        'numbering.fileCorrection',
        'numbering.decideCorrection',
        'numbering.closeYear',
        'roster.setStatus',
        'roster.markCoverWritten',
        'clock: prove-nightly',
        'clock: follow-moves',
      ]),
    );
  });

  it('the page shows the figures of the run', () => {
    const page = pageOf(report);
    expect(page).toContain(`| numbers given | ${report.proof.given.toLocaleString('en-GB')} |`);
    expect(page).toContain('xychart-beta');
    expect(page).not.toMatch(/NaN|undefined|null/);
  });

  it('a record that says something else is found out', async () => {
    const [first = '', second = '', ...rest] = readFileSync(ledger, 'utf8').split('\n');
    const { number } = JSON.parse(second) as Fact;
    // The first person was told nothing, and somebody else the number of the second.
    const forged = JSON.stringify({ ...(JSON.parse(first) as Fact), number });
    writeFileSync(ledger, [second, forged, ...rest].join('\n'));
    const { proof, isSound } = await finish();
    expect(isSound).toBe(false);
    expect(proof.duplicates).not.toEqual([]);
    expect(proof.lost).not.toEqual([]);
    expect(proof.unrecorded).not.toEqual([]);
  }, 300_000);
});
