import { randomUUID } from 'node:crypto';
import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { YEAR } from '../bench/world/numbers';
import { httpRequestContext } from '../cloud/functions/environment';
import type { InvocationResult } from '../cloud/functions/types';
import type { Cloud } from '../cloud/server';
import { demoIdNumber } from '../demo/people';
import { AGENT } from '../load/client';
import type { LoadWorld, Office } from '../load/world';
import type { Measured } from './result';

const READS = new Set([
  'database.getDocument',
  'database.calculateDocument',
  'database.aggregateDocuments',
]);
const CONTROL = /Transaction$/;

type Sum = Omit<Measured, 'name' | 'what'> & { times: number };

/** Lets people of a planted province do what they do, and adds up what each thing cost. */
export class Life {
  private readonly sums = new Map<string, Sum & { what: string }>();
  private current: Sum | null = null;
  private operations = 0;

  constructor(
    private readonly cloud: Cloud,
    private readonly world: LoadWorld,
  ) {}

  /** Averages of everything that was done. */
  results(): Measured[] {
    return [...this.sums].map(([name, { what, times, ...sum }]) => ({
      name,
      what,
      functionCalls: sum.functionCalls / times,
      reads: sum.reads / times,
      writes: sum.writes / times,
      control: sum.control / times,
      messages: sum.messages / times,
      ms: sum.ms / times,
    }));
  }

  /** Does one thing under a name. */
  async once<T>(name: string, what: string, work: () => Promise<T>): Promise<T> {
    const sum = {
      functionCalls: 0,
      reads: 0,
      writes: 0,
      control: 0,
      messages: 0,
      ms: 0,
      times: 1,
    };
    this.current = sum;
    const result = await work();
    this.current = null;
    const before = this.sums.get(name);
    if (before) for (const key of Object.keys(sum) as Array<keyof Sum>) before[key] += sum[key];
    else this.sums.set(name, { ...sum, what });
    return result;
  }

  async phone<A extends ActionName>(
    openid: string,
    action: A,
    input: InputOf<A>,
  ): Promise<OutputOf<A>> {
    const data = { action, input, opId: this.newOperation() };
    const ran = await this.cloud.invoke({
      name: action.split('.')[0]!,
      event: data,
      caller: { kind: 'phone', openid },
    });
    this.count(ran);
    return dataOf(action, ran, ran.result as Answer<OutputOf<A>>);
  }

  async console<A extends ActionName>(
    { session }: Pick<Office, 'session'>,
    action: A,
    input: InputOf<A>,
  ): Promise<OutputOf<A>> {
    const headers = {
      host: 'local',
      'content-type': 'application/json',
      'user-agent': AGENT,
      origin: 'http://local',
      'x-csrf': session.csrf,
      'x-forwarded-for': '127.0.0.1',
      cookie: `session=${session.session}; browser=${session.browser}`,
    };
    const request = {
      path: `/api/${action}`,
      httpMethod: 'POST',
      headers,
      queryStringParameters: {},
      requestContext: httpRequestContext(randomUUID()),
      body: JSON.stringify({ input, opId: this.newOperation() }),
      isBase64Encoded: false,
    };
    const ran = await this.cloud.invoke({ name: 'console', caller: { kind: 'http', request } });
    this.count(ran);
    const { body } = (ran.result ?? { body: '' }) as { body: string };
    return dataOf(action, ran, JSON.parse(body) as Answer<OutputOf<A>>);
  }

  /** Signs somebody in on the phone; one message is sent. */
  async signIn(openid: string, phone: string): Promise<void> {
    await this.phone(openid, 'account.sendCode', { phone });
    if (this.current) this.current.messages += 1;
    const { code } = this.cloud.sms.last(phone)!;
    await this.phone(openid, 'account.signIn', { phone, code });
  }

  /** The same in a browser, which is new. */
  async signInAtDesk(phone: string): Promise<void> {
    const nobody = { session: { session: '', csrf: '', browser: '' } };
    await this.console(nobody, 'account.sendCode', { phone });
    if (this.current) this.current.messages += 1;
    const { code } = this.cloud.sms.last(phone)!;
    await this.console(nobody, 'account.signIn', { phone, code });
  }

  /** One member from the first sign-in to a registration that waits for the committee. Gives its id. */
  async apply(number: number, pool: number): Promise<string> {
    const { newcomers, pools, secretaries } = this.world;
    const { openid, phone } = newcomers[number]!;
    const branch = pools[pool]!;
    const secretary = secretaries[pool]!.openid;
    const can = { status: 'PENDING_BRANCH' } as const;
    await this.once('sign-in', 'phone: the code asked for and typed', () =>
      this.signIn(openid, phone),
    );
    await this.once('find the branch', 'phone: organisations found by a word', () =>
      this.phone(openid, 'organization.search', { q: branch.fullName, limit: 20 }),
    );
    const { id } = await this.once('submit', 'phone: the form sent in', () =>
      this.phone(openid, 'registration.submit', {
        branchId: branch._id,
        name: `${'陈林黄张'[number % 4]}${'安宁书远'[number % 3]}帆`,
        idType: 'RESIDENT',
        idNumber: demoIdNumber('20050504', number),
        joinMonth: `${YEAR}-05`,
        joinedInProvince: true,
        ethnicity: '汉族',
        education: '高中',
        politicalStatus: '共青团员',
        consent: true,
      }),
    );
    await this.once('look again', 'phone: the page opened again, progress looked at', async () => {
      await this.phone(openid, 'account.me', {});
      await this.phone(openid, 'registration.mine', {});
    });
    await this.once('list of reviews', 'phone: what waits for the secretary', () =>
      this.phone(secretary, 'review.list', { ...can, limit: 20 }),
    );
    await this.once('look at one', 'phone: one registration with its checks', () =>
      this.phone(secretary, 'review.get', { registrationId: id }),
    );
    await this.once('branch passes', 'phone: the secretary passes one', () =>
      this.phone(secretary, 'review.pass', { registrationId: id, ...can }),
    );
    return id;
  }

  private newOperation(): string {
    return `cost-operation-${this.operations++}`;
  }

  private count({ byAction, ms }: InvocationResult): void {
    const sum = this.current;
    if (!sum) return;
    sum.functionCalls += 1;
    sum.ms += ms;
    for (const [action, n] of Object.entries(byAction)) {
      if (READS.has(action)) sum.reads += n;
      else if (CONTROL.test(action)) sum.control += n;
      else sum.writes += n;
    }
  }
}

function dataOf<T>(action: string, { error }: InvocationResult, answer: Answer<T>): T {
  if (error) throw new Error(`${action}: ${error.code} ${error.message}`);
  if (answer.ok) return answer.data;
  throw new Error(`${action}: ${answer.error.code} ${answer.error.message}`);
}
