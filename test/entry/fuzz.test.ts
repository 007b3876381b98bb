import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACCESS } from '../../cloudfunctions/core/usecases/access';
import { httpRequestContext } from '../../local/cloud/functions/environment';
import type { Caller } from '../../local/cloud/functions/types';
import type { ActionName, Answer } from '../../typings/api';
import { type Entries, startEntries } from '../support/entries';
import { sampleInputs } from '../support/samples';
import { everythingStored } from '../support/snapshot';
import { addPerson, plantTree, TREE_0604 } from '../support/tree';

/*
 * Bad inputs by the thousand, through the entry points: whatever is sent, the answer is a refusal in Chinese, never
 * INTERNAL, and nothing is written but limits and the audit. FUZZ_SEED runs the inputs of another run again.
 */

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);
/** Bad inputs for each action on the phone and in the browser, and requests that are none. */
const RUNS = { phone: 180, console: 60, request: 2500 };

const actions = Object.keys(ACCESS) as ActionName[];
const nothing = {
  registrationId: 'none',
  memberId: 'none',
  correctionId: 'none',
  importId: 'none',
  postId: 'none',
  entryId: 'none',
  requestId: 'none',
};
const inputs = sampleInputs(nothing) as unknown as Record<ActionName, Record<string, unknown>>;

/** Text that nothing takes: cut surrogates, NUL and other control characters. */
const brokenText = fc
  .tuple(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('\ud800', '\udfff', '\u0000', '\u0007', '\u001b', '\u007f', '\ufffe'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  )
  .map((parts) => parts.join(''));

const deep = fc.integer({ min: 20, max: 3000 }).map((depth) => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
});

const operators = fc.constantFrom<unknown>(
  { $gt: '' },
  { $ne: null },
  { $where: 'sleep(1000)' },
  { $regex: '(a+)+$' },
  { $in: ['0604'] },
  { $set: { posts: [] } },
  { $$ROOT: 1 },
  { 'posts.orgId': 'P' },
  [{ $gt: '' }],
);

/** As JSON brings them: an own property of that name. */
const prototypes = fc
  .constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'toJSON',
  )
  .map(
    (name) =>
      JSON.parse(`{"${name}": {"isAdmin": true, "prototype": {"isAdmin": true}}}`) as unknown,
  );

const huge = fc.oneof(
  fc.integer({ min: 5_000, max: 60_000 }).map((n) => '长'.repeat(n)),
  fc.integer({ min: 2_000, max: 8_000 }).map((n) => Array<unknown>(n).fill('0604')),
  fc
    .integer({ min: 500, max: 2_000 })
    .map((n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, i]))),
);

const wrongNumbers = fc.constantFrom<unknown>(-1, 1.5, 1e308, -(2 ** 60), 5e-324);

/** What no field of any action takes in the place of a text, a number, a list or a yes. */
const hostile = fc.oneof(
  brokenText,
  deep,
  operators,
  prototypes,
  huge,
  wrongNumbers,
  fc.constantFrom<unknown>(null, [[]], [{}], [null]),
);

/** Every place inside a value, as the keys that lead there. */
function placesIn(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...at]];
  return [[...at], ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...at, key]))];
}

function withValue(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) };
  copy[key] = withValue(copy[key], rest, other);
  return copy;
}

/** An input of the action that is wrong in one place, or has something that nobody asked for. */
const badInput = (action: ActionName): fc.Arbitrary<unknown> => {
  const good = inputs[action];
  const extra = fc
    .tuple(
      fc.constantFrom('isAdmin', '$where', 'openid', 'post', 'account', 'role', '\u202e'),
      hostile,
    )
    .map(([key, value]) => ({ ...good, [key]: value }));
  const damaged = fc
    .tuple(fc.constantFrom(...placesIn(good)), hostile)
    .map(([place, value]) => withValue(good, place, value));
  // No input at all is an empty one.
  return fc.oneof(damaged, extra).filter((input) => input !== null);
};

/** A call with a bad input; sometimes its operation or post are bad as well. */
const badCall = (action: ActionName) =>
  fc.record({
    action: fc.constant(action),
    input: badInput(action),
    opId: fc.oneof({ weight: 5, arbitrary: fc.uuid() }, { weight: 1, arbitrary: hostile }),
    post: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: hostile },
    ),
  });

/** Actions that change something whenever they are taken. */
const WRITES = new Set<string>([
  ...[
    'allocate',
    'reclaim',
    'giveBack',
    'undo',
    'defineRange',
    'shrinkRange',
    'closeYear',
    'reopenYear',
  ].map((name) => `numbering.${name}`),
  ...[
    'create',
    'update',
    'close',
    'move',
    'appoint',
    'renew',
    'dismiss',
    'confirmPhone',
    'importStart',
  ].map((name) => `organization.${name}`),
  ...['submit', 'resubmit', 'withdraw', 'nudge', 'confirmMove'].map(
    (name) => `registration.${name}`,
  ),
  ...['pass', 'return', 'reassign'].map((name) => `review.${name}`),
]);

let entries: Entries;
let sent = 0;
const accepted = new Map<string, number>();

beforeAll(async () => {
  entries = await startEntries();
  await plantTree(entries.test, TREE_0604);
  await addPerson(entries.test, 'province', 'P');
  const { secrets, database } = entries.test;
  await database.add('sessions', {
    _id: secrets.digest('session', 's'.repeat(22)),
    accountId: 'account-province',
    csrfHash: secrets.digest('csrf', 's'.repeat(22)),
    browserHash: secrets.digest('browser', 's'.repeat(22)),
    createdAt: Date.now(),
    // Noting that it is in use would be a change.
    seenAt: Date.now() + 3_600_000,
    agent: '未知浏览器',
    address: '',
    how: 'CODE',
  });
});
afterAll(() => entries.close());

const PHONE: Caller = { kind: 'phone', openid: 'province', ip: '127.0.0.1' };

/** What is stored and is neither a limit nor the audit nor an answer to a request for a code. */
async function stored(): Promise<string> {
  const all = JSON.parse(await everythingStored(entries.test)) as unknown[];
  return JSON.stringify(
    all.filter((_, i) => !(i % 2 ? ['audit', 'tickets'].includes(String(all[i - 1])) : false)),
  );
}

function judge(action: string, answer: Answer<unknown>): void {
  sent += 1;
  if (answer.ok) {
    accepted.set(action, (accepted.get(action) ?? 0) + 1);
    return;
  }
  const { code, message } = answer.error;
  if (code === 'INTERNAL' || code === 'UNKNOWN') throw new Error(entries.lines.at(-1));
  if (!/[\u4e00-\u9fff]/.test(message)) throw new Error(`not Chinese: ${message}`);
}

const throughConsole = async (request: Record<string, unknown>) => {
  const all = {
    queryStringParameters: {},
    requestContext: httpRequestContext('f'),
    isBase64Encoded: false,
    ...request,
  };
  const answer = await entries.call('console', { kind: 'http', request: all as never });
  return answer as { statusCode: number; headers: Record<string, string>; body: string };
};
const COOKIE = `session=${'s'.repeat(22)}; browser=${'s'.repeat(22)}`;
const HEADERS = {
  host: 'hao.example.cn',
  origin: 'https://hao.example.cn',
  'content-type': 'application/json',
  'x-csrf': 's'.repeat(22),
  cookie: COOKIE,
};

describe(`bad inputs, FUZZ_SEED=${SEED}`, () => {
  it.each(actions)('%s', async (action) => {
    const before = await stored();
    await fc.assert(
      fc.asyncProperty(badCall(action), async (call) => {
        // What travels is JSON: a cut surrogate and a number without an end arrive as JSON leaves them.
        const event = JSON.parse(JSON.stringify(call)) as Record<string, unknown>;
        judge(action, (await entries.call(action.split('.')[0]!, PHONE, event)) as Answer<unknown>);
      }),
      { seed: SEED, numRuns: RUNS.phone, endOnFailure: true },
    );
    await fc.assert(
      fc.asyncProperty(badCall(action), async (call) => {
        const request = {
          path: `/api/${action}`,
          httpMethod: 'POST',
          headers: HEADERS,
          body: JSON.stringify(call),
        };
        const { body } = await throughConsole(request);
        judge(action, JSON.parse(body) as Answer<unknown>);
      }),
      { seed: SEED + 1, numRuns: RUNS.console, endOnFailure: true },
    );
    expect(await stored()).toBe(before);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });

  it('requests that are none of ours', async () => {
    const before = await stored();
    const names = fc.constantFrom(
      'cookie',
      'origin',
      'host',
      'content-type',
      'x-csrf',
      'x-forwarded-for',
      'user-agent',
    );
    const odd = fc.oneof(
      brokenText,
      operators,
      fc.string(),
      fc.constantFrom<unknown>(
        'null',
        '*',
        ';=;',
        'session=',
        `${COOKIE}; ${COOKIE}x`,
        'a'.repeat(20_000),
      ),
    );
    const path = fc.oneof(
      fc.constantFrom(...actions.map((action) => `/api/${action}`)),
      fc.constantFrom(
        '/api/',
        '/api/__proto__.constructor',
        '/api/account.me/../x',
        '/api//account.me',
        '/api/account.me?x',
        '/api/%2e%2e',
        '/api/health',
      ),
      fc.webPath(),
      odd,
    );
    const body = fc.oneof(
      fc.json().map((text) => text.slice(0, -1)),
      brokenText,
      fc.constantFrom('', '[]', 'null', '1', '{"input":', '{"input":{}}{}'),
      fc.base64String(),
      operators,
    );
    const request = fc.record({
      path,
      httpMethod: fc.constantFrom<unknown>(
        'POST',
        'POST',
        'POST',
        'GET',
        'PUT',
        'DELETE',
        'post',
        'TRACE',
        '',
        null,
        {},
      ),
      headers: fc.oneof(
        {
          weight: 8,
          arbitrary: fc
            .dictionary(names, odd, { maxKeys: 3 })
            .map((wrong) => ({ ...HEADERS, ...wrong, cookie: wrong.cookie ?? '' })),
        },
        { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 'headers', [], { __proto__: 1 }) },
      ),
      body,
      isBase64Encoded: fc.constantFrom<unknown>(false, true, 'yes', null),
      requestContext: fc.constantFrom<unknown>(null, {}, { requestId: 1 }, { requestId: 'r' }),
    });
    await fc.assert(
      fc.asyncProperty(request, async (wrong) => {
        const { statusCode, headers, body: text } = await throughConsole(wrong as never);
        expect([200, 400, 403, 404, 405, 415]).toContain(statusCode);
        expect(headers['x-content-type-options']).toBe('nosniff');
        if (wrong.path !== '/api/health') judge('request', JSON.parse(text) as Answer<unknown>);
      }),
      { seed: SEED, numRuns: RUNS.request, endOnFailure: true },
    );
    expect(await stored()).toBe(before);
  });

  it('were twenty thousand, each with a line in the log', () => {
    expect(sent).toBeGreaterThanOrEqual(20_000);
    expect(entries.lines.length).toBeGreaterThanOrEqual(sent);
    // What was taken after all only looked.
    expect([...accepted.keys()].filter((action) => WRITES.has(action))).toEqual([]);
  });
});
