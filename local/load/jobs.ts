import { demoIdNumber } from '../demo/people';
import type { Random } from '../random';
import { YEAR } from '../bench/world/numbers';
import type { Client, ConsoleSession, Inbox, Said } from './client';
import type { LoadWorld, Office } from './world';

/** People in one call of passMany. */
const BATCH = 20;

/** Something that somebody does: one tap, one page. Gives `OK` or why it failed. */
export type Job = () => Promise<string>;

/** What is done at a rate of its own. */
export interface LoadAction {
  action: string;
  what: string;
  /** The rate that is tried first, per second. */
  first: number;
  /** Whoever waits longer than this in 5 of 100 cases waits too long. */
  limitMs: number;
  /** Prepares nothing and takes the next person or word each time. */
  job: Job;
}

const words = ['1班团支部', '中学团委', '3中学', '12中学', '1btzb', '350101', '77中学', '团支部 8'];
const names = ['陈', '林安', '黄书', '张远', '王帆', '李晓', '吴苗'];

/** Takes from several piles in turn; throws when all are empty, for then the run was planned too small. */
function inTurn<T>(piles: T[][]): () => { item: T; pile: number } {
  let next = 0;
  return () => {
    for (let tries = 0; tries < piles.length; tries++) {
      const pile = next++ % piles.length;
      const item = piles[pile]!.pop();
      if (item !== undefined) return { item, pile };
    }
    throw new Error('nobody is left');
  };
}

const outcomeOf = (all: readonly Said[]): string =>
  all.find(({ outcome }) => outcome !== 'OK')?.outcome ?? 'OK';

/** Everything that is measured, on a planted province. */
export function actionsOf(
  world: LoadWorld,
  client: Client,
  inbox: Inbox,
  random: Random,
): LoadAction[] {
  const { province, committees, branches } = world;
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const waiting = inTurn(world.waiting);
  const half = Math.floor(world.newcomers.length / 2);
  const signers = inTurn([world.newcomers.slice(0, half)]);
  const applicants = inTurn([world.newcomers.slice(half)]);
  let people = 0;

  /** A desk that belongs to a committee or to the province. */
  const desk = (): Office => (random() < 0.2 ? province : oneOf(committees));

  const signIn: Job = async () => {
    const { phone, openid } = signers().item;
    const place = people++;
    const sent = await client.phone(openid, 'account.sendCode', { phone }, place);
    if (sent.outcome !== 'OK') return sent.outcome;
    const code = inbox.take(phone);
    return (await client.phone(openid, 'account.signIn', { phone, code }, place)).outcome;
  };

  const submit: Job = async () => {
    const number = people++;
    const day = String(1 + (Math.floor(number / 1000) % 28)).padStart(2, '0');
    const month = String(1 + (Math.floor(number / 28_000) % 12)).padStart(2, '0');
    const { outcome } = await client.phone(applicants().item.openid, 'registration.submit', {
      branchId: oneOf(branches)._id,
      name: `${oneOf([...'陈林黄张'])}${oneOf([...'安宁书远'])}${oneOf([...'帆晓苗敏'])}`,
      idType: 'RESIDENT',
      idNumber: demoIdNumber(`2005${month}${day}`, number % 1000),
      joinMonth: `${YEAR}-05`,
      joinedInProvince: true,
      ethnicity: '汉族',
      education: '高中',
      politicalStatus: '共青团员',
      consent: true,
    });
    return outcome;
  };

  const pass: Job = async () => {
    const { item, pile } = waiting();
    const { outcome } = await client.console(committees[pile]!.session, 'review.pass', {
      registrationId: item,
      status: 'PENDING_COMMITTEE',
    });
    return outcome;
  };

  const passMany: Job = async () => {
    const { item, pile } = waiting();
    const registrationIds = [item, ...world.waiting[pile]!.splice(-(BATCH - 1))];
    const { outcome, data } = await client.console(committees[pile]!.session, 'review.passMany', {
      registrationIds,
      status: 'PENDING_COMMITTEE',
    });
    if (outcome !== 'OK') return outcome;
    const { results } = data as { results: Array<{ ok: boolean }> };
    return results.filter(({ ok }) => ok).length === registrationIds.length ? 'OK' : 'UNFINISHED';
  };

  const overview = ({ session, organization }: Office): Promise<Said> =>
    client.console(session, 'numbering.overview', { orgId: organization._id, year: YEAR });

  const search: Job = async () => {
    const { outcome } = await client.console(desk().session, 'organization.search', {
      q: oneOf(words),
      limit: 8,
    });
    return outcome;
  };

  const findPerson: Job = async () =>
    (await client.console(desk().session, 'roster.list', { q: oneOf(names), limit: 20 })).outcome;

  const me = (session: ConsoleSession): Promise<Said> => client.console(session, 'account.me', {});

  /** As the page 团员编号分配 asks: who one is, the year, then everything beside one another. */
  const numbersPage: Job = async () => {
    const office = desk();
    const { session, organization } = office;
    const orgId = organization._id;
    const first = [
      await me(session),
      await client.console(session, 'numbering.workingYear', { orgId }),
    ];
    const rest = await Promise.all([
      overview(office),
      client.console(session, 'organization.get', { id: orgId }),
      client.console(session, 'organization.children', { parentId: orgId, limit: 100, year: YEAR }),
      client.console(session, 'numbering.requests', { orgId, box: 'OPEN' }),
    ]);
    return outcomeOf([...first, ...rest]);
  };

  /** As the page 团员报到审核 asks. */
  const reviewsPage: Job = async () => {
    const { session } = oneOf(committees);
    return outcomeOf([
      await me(session),
      await client.console(session, 'review.list', {
        status: 'PENDING_COMMITTEE',
        pools: true,
        limit: 20,
      }),
    ]);
  };

  const overviewOnly: Job = async () => (await overview(desk())).outcome;

  const morning: ReadonlyArray<readonly [share: number, job: Job]> = [
    [0.1, signIn],
    [0.15, submit],
    [0.25, pass],
    [0.15, search],
    [0.1, findPerson],
    [0.1, numbersPage],
    [0.15, reviewsPage],
  ];
  const mixed: Job = () => {
    let left = random();
    const [, job] = morning.find(([share]) => (left -= share) < 0) ?? morning[0]!;
    return job();
  };

  const at = (action: string, what: string, first: number, limitMs: number, job: Job) => ({
    action,
    what,
    first,
    limitMs,
    job,
  });
  return [
    at('sign-in', 'phone: the code asked for, sent, typed at once', 5, 1000, signIn),
    at('submit', 'phone: a registration sent in', 8, 1000, submit),
    at('pass', 'console: a committee approves one person, who gets the number', 10, 1000, pass),
    at('passMany', `console: a committee approves ${BATCH} people at once`, 1, 3000, passMany),
    at('overview', 'console: the numbers of one organisation', 20, 1000, overviewOnly),
    at('search', 'console: organisations found by a word', 20, 1000, search),
    at('find a person', 'console: members found by a piece of the name', 15, 1000, findPerson),
    at('page of numbers', 'console: 团员编号分配 opened, 6 calls', 5, 1000, numbersPage),
    at('page of reviews', 'console: 团员报到审核 opened, 2 calls', 10, 1000, reviewsPage),
    at('a morning', 'all of it mixed, a quarter of it approvals', 10, 1000, mixed),
  ];
}
