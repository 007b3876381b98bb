import type { ActionName, InputOf, OutputOf } from '../../typings/api';
import { demoIdNumber } from '../demo/people';
import type { Random } from '../random';
import { type Known, type Task, task } from './task';
import { applicantOf, BRANCHES, PROVINCE, staffOf, YEAR } from './world';

const oneDay = 24 * 3600 * 1000;
const GIVEN = '安宁书远帆晓苗敏诺晨曦雨泽文轩若涵子墨思琪一凡佳怡';

/**
 * Mixed work of many hands, chosen at random: people register and are passed, returned, approved one by one and
 * in batches; numbers go down, come back and are corrected. Who is at work on a registration has it alone, so
 * that the acknowledged answers tell what has to be stored; pools and holdings are everybody's.
 */
export class Work {
  /** Everybody who registered, by the id of the registration. */
  readonly people = new Map<string, Known>();
  /** Ids of those whom a call was about since this was last emptied. */
  readonly touched = new Set<string>();
  private applicants = 0;
  /** Those nobody is at work on, by their status. */
  private readonly free = new Map<Known['status'], Set<Known>>();
  private readonly corrections: Array<{ correctionId: string; person: Known }> = [];

  constructor(private readonly random: Random) {}

  /** The next call of anybody. */
  next(): Task {
    const roll = this.random();
    if (roll < 0.3) return this.submit();
    if (roll < 0.5) return this.passBranch() ?? this.submit();
    if (roll < 0.68) return this.approve() ?? this.submit();
    if (roll < 0.76) return this.approveMany() ?? this.submit();
    if (roll < 0.79) return this.giveBackForm() ?? this.submit();
    if (roll < 0.85) return this.allocate();
    if (roll < 0.89) return this.reclaim();
    if (roll < 0.93) return this.giveBack();
    if (roll < 0.97) return this.fileCorrection() ?? this.submit();
    return this.decideCorrection() ?? this.allocate();
  }

  /** Top range and the first numbers of every committee and branch: called one after the other before the rounds. */
  beginnings(): Task[] {
    const start = `${YEAR}00000001`;
    const end = `${YEAR}00900000`;
    const committees = [...BRANCHES.keys()];
    const down = (orgId: string, to: readonly string[], count: number): Task =>
      task('numbering.allocate', staffOf(orgId), {
        orgId,
        year: YEAR,
        items: to.map((child) => ({ orgId: child, count })),
      });
    return [
      task('numbering.defineRange', staffOf(PROVINCE), { year: YEAR, start, end }),
      down(PROVINCE, committees, 200_000),
      ...[...BRANCHES].map(([committee, branches]) => down(committee, branches, 50)),
    ];
  }

  private submit(): Task {
    const index = this.applicants++;
    const [committeeId, branchId] = this.anyBranch();
    const birth = new Date(Date.UTC(2004, 0, 1) + Math.floor(index / 1000) * oneDay);
    const name = `陈${GIVEN[index % GIVEN.length]}${GIVEN[Math.floor(index / 7) % GIVEN.length]}`;
    const input: InputOf<'registration.submit'> = {
      branchId,
      name,
      idType: 'RESIDENT',
      idNumber: demoIdNumber(birth.toISOString().slice(0, 10).replaceAll('-', ''), index % 1000),
      joinMonth: `${YEAR}-05`,
      joinedInProvince: true,
      consent: true,
    };
    return task('registration.submit', applicantOf(index), input, ({ id }) => {
      const status = 'PENDING_BRANCH';
      const person: Known = { id, branchId, committeeId, status, number: null, corrected: false };
      this.people.set(id, person);
      this.release(person);
    });
  }

  private passBranch(): Task | null {
    const person = this.take('PENDING_BRANCH');
    if (!person) return null;
    const input = { registrationId: person.id, status: 'PENDING_BRANCH' as const };
    const done = this.taskOn([person], 'review.pass', staffOf(person.branchId), input);
    return done(({ status }) => {
      person.status = status as Known['status'];
    });
  }

  private approve(): Task | null {
    const person = this.take('PENDING_COMMITTEE');
    if (!person) return null;
    const input = { registrationId: person.id, status: 'PENDING_COMMITTEE' as const };
    const done = this.taskOn([person], 'review.pass', staffOf(person.committeeId), input);
    return done(({ memberNumber }) => this.approved(person, memberNumber));
  }

  private approveMany(): Task | null {
    const first = this.take('PENDING_COMMITTEE');
    if (!first) return null;
    const people = [first];
    while (people.length < 6) {
      const another = this.take('PENDING_COMMITTEE', first.committeeId);
      if (!another) break;
      people.push(another);
    }
    const input = {
      registrationIds: people.map(({ id }) => id),
      status: 'PENDING_COMMITTEE' as const,
    };
    const done = this.taskOn(people, 'review.passMany', staffOf(first.committeeId), input);
    return done(({ results }) => {
      for (const result of results) {
        if (result.ok)
          this.approved(this.people.get(result.registrationId)!, result.data.memberNumber);
      }
    });
  }

  private giveBackForm(): Task | null {
    const person = this.take('PENDING_BRANCH');
    if (!person) return null;
    const input: InputOf<'review.return'> = {
      registrationId: person.id,
      status: 'PENDING_BRANCH',
      reason: '姓名写错了',
      fields: ['name'],
    };
    const done = this.taskOn([person], 'review.return', staffOf(person.branchId), input);
    return done(() => {
      person.status = 'RETURNED';
    });
  }

  private allocate(): Task {
    const [orgId, branchId] = this.anyBranch();
    const items = [{ orgId: branchId, count: 1 + this.below(12) }];
    return task('numbering.allocate', staffOf(orgId), { orgId, year: YEAR, items });
  }

  private reclaim(): Task {
    const [committeeId, orgId] = this.anyBranch();
    const count = 1 + this.below(4);
    return task('numbering.reclaim', staffOf(committeeId), { orgId, year: YEAR, count });
  }

  private giveBack(): Task {
    const [, orgId] = this.anyBranch();
    const input = { orgId, year: YEAR, count: 1 + this.below(4), reason: '用不完' };
    return task('numbering.giveBack', staffOf(orgId), input);
  }

  private fileCorrection(): Task | null {
    const person = this.take('APPROVED');
    if (!person?.number) return null;
    const input = { number: person.number, kind: 'WRONG_PERSON' as const, reason: '给错了人' };
    const made = task('numbering.fileCorrection', staffOf(person.committeeId), input, (filed) => {
      // Nobody else takes this person until it is decided.
      this.corrections.push({ correctionId: filed.correctionId, person });
    });
    return { ...made, refused: () => this.release(person) };
  }

  private decideCorrection(): Task | null {
    const correction = this.corrections.shift();
    if (!correction) return null;
    const { correctionId, person } = correction;
    const input = {
      correctionId,
      decision: 'APPROVE' as const,
      releaseOnly: this.random() < 0.5,
      disposal: this.random() < 0.5 ? ('VOID' as const) : ('RETURN_TO_POOL' as const),
    };
    this.touched.add(person.id);
    const made = task('numbering.decideCorrection', staffOf(PROVINCE), input, ({ replacement }) => {
      person.number = replacement;
      person.corrected = true;
      if (replacement === null) person.status = 'PENDING_COMMITTEE';
      this.release(person);
    });
    return { ...made, refused: () => void this.corrections.push(correction) };
  }

  private approved(person: Known, number: string | null): void {
    person.status = 'APPROVED';
    person.number = number;
  }

  /** A task about people who were taken for it, and are anybody's again afterwards. */
  private taskOn<A extends ActionName>(
    people: readonly Known[],
    action: A,
    openid: string,
    input: InputOf<A>,
  ): (done: (data: OutputOf<A>) => void) => Task {
    const release = (): void => people.forEach((person) => this.release(person));
    return (done) => ({
      ...task(action, openid, input, (data) => {
        done(data);
        release();
      }),
      refused: release,
    });
  }

  private take(status: Known['status'], committeeId?: string): Known | undefined {
    for (const person of this.free.get(status) ?? []) {
      if (committeeId && person.committeeId !== committeeId) continue;
      this.free.get(status)!.delete(person);
      this.touched.add(person.id);
      return person;
    }
    return undefined;
  }

  private release(person: Known): void {
    this.touched.add(person.id);
    const same = this.free.get(person.status) ?? new Set();
    this.free.set(person.status, same.add(person));
  }

  private below(count: number): number {
    return Math.floor(this.random() * count);
  }

  /** A branch with the committee above it. */
  private anyBranch(): [committeeId: string, branchId: string] {
    const committees = [...BRANCHES];
    const [committeeId, branches] = committees[this.below(committees.length)]!;
    return [committeeId, branches[this.below(branches.length)]!];
  }
}
