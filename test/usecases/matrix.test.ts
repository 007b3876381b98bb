import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCESS } from '../../cloudfunctions/core/usecases/access';
import { httpRequestContext } from '../../local/cloud/functions/environment';
import type { Caller } from '../../local/cloud/functions/types';
import type { ActionName, Answer } from '../../typings/api';
import { type Entries, startEntries } from '../support/entries';
import type { TestCloud } from '../support/phones';
import { everythingStored } from '../support/snapshot';
import {
  holder,
  kindIn,
  type Matrix,
  OFFICES,
  pathOf,
  plantMatrix,
  POWERLESS,
  type Subject,
} from '../support/matrix';
import { type Kind, mayDo, WHO_MAY } from '../support/who-may';

/*
 * Every action × everybody × own, below, above and beside × every kind of caller, through the entry points, against
 * the table in support/who-may.ts. Every call also claims to be the province, in every way a caller can. The
 * database takes no writes meanwhile: who may gets as far as to write, and who may not never tries.
 */

/** What the samples cannot do in this state of things, so that nobody gets further than a refusal in words. */
const REFUSED_BY_STATE = new Set<ActionName>([
  'account.acknowledgeAlarm',
  'numbering.reopenYear',
  'numbering.previewUndo',
  'numbering.undo',
  'organization.appoint',
  'organization.close',
  'organization.importCheck',
  'organization.importCommit',
  'roster.confirmPhone',
  'roster.erase',
]);
const WRITES = ['insertDocument', 'modifyDocument', 'modifyAndReturnDoc', 'removeDocument'];

const actions = Object.keys(ACCESS) as ActionName[];
const byPost = actions.filter((action) => Array.isArray(WHO_MAY[action]));

let entries: Entries;
let test: TestCloud;
/** Everything stored before the first call of the tests, and how many calls they made. */
let before: string;
let calls = 0;
let subjectsOf: Matrix['subjectsOf'];

let sessions: Matrix['sessions'];

/** What a caller could say to be taken for somebody else. */
const CLAIMS = {
  openid: holder('P'),
  OPENID: holder('P'),
  WX_OPENID: holder('P'),
  openId: holder('P'),
  account: `account-${holder('P')}`,
  caller: { kind: 'phone', openid: holder('P') },
  role: 'PROVINCE',
  roles: ['PROVINCE'],
  orgId: 'P',
  isAdmin: true,
  Type: 'Timer',
};
const FORGED_HEADERS = {
  'x-wx-openid': holder('P'),
  'x-openid': holder('P'),
  'x-real-ip': '10.0.0.1',
  'x-original-url': '/api/account.me',
  'x-http-method-override': 'GET',
  'x-user': `account-${holder('P')}`,
  authorization: `Bearer ${holder('P')}`,
};

const callFunction: Entries['call'] = (...given) => {
  calls += 1;
  return entries.call(...given);
};

let operations = 0;
const callEvent = (action: ActionName, input: unknown, post?: string) => ({
  ...CLAIMS,
  action,
  input,
  opId: `matrix-${operations++}`,
  ...(post !== undefined && { post }),
});

type Outcome = 'DONE' | 'WOULD WRITE' | string;
/** What came of an answer; the database refuses all writes, and whoever meets that was let through. */
function outcomeOf(answer: Answer<unknown>): Outcome {
  if (!answer.ok) return answer.error.code === 'INTERNAL' ? 'WOULD WRITE' : answer.error.code;
  // A batch tells of each registration by itself.
  const { results } = answer.data as {
    results?: Array<{ ok?: boolean; error?: { code: string } }>;
  };
  const refused = results?.find(({ error }) => error)?.error?.code;
  return refused === undefined ? 'DONE' : refused === 'INTERNAL' ? 'WOULD WRITE' : refused;
}

async function onPhone(openid: string, action: ActionName, input: unknown, post?: string) {
  const name = action.split('.')[0]!;
  const caller: Caller = { kind: 'phone', openid, ip: '127.0.0.1' };
  return (await callFunction(name, caller, callEvent(action, input, post))) as Answer<unknown>;
}

async function atDesk(
  session: { cookie: string; csrf: string } | null,
  action: ActionName,
  input: unknown,
) {
  const request = {
    path: `/api/${action}`,
    httpMethod: 'POST',
    headers: {
      ...FORGED_HEADERS,
      host: 'hao.example.cn',
      origin: 'https://hao.example.cn',
      'content-type': 'application/json',
      'x-forwarded-for': '10.1.1.1, 203.0.113.9',
      cookie: `openid=${holder('P')}; ${session?.cookie ?? ''}`,
      ...(session && { 'x-csrf': session.csrf }),
    },
    queryStringParameters: { openid: holder('P'), action: 'account.me' },
    requestContext: httpRequestContext('matrix'),
    body: JSON.stringify(callEvent(action, input)),
    isBase64Encoded: false,
  };
  const { body } = (await callFunction('console', { kind: 'http', request })) as { body: string };
  return JSON.parse(body) as Answer<unknown>;
}

beforeAll(async () => {
  entries = await startEntries();
  test = entries.test;
  ({ subjectsOf, sessions } = await plantMatrix(test));
  before = await everythingStored(test);
  for (const action of WRITES) {
    const fault = { kind: 'error', action: `database.${action}`, times: Infinity } as const;
    test.cloud.database.faults.add(fault);
  }
});
afterAll(() => entries.close());

/** Everybody whom the table and the answer disagree about, in words. */
async function disagreements(
  action: ActionName,
  call: (openid: string, subject: Subject) => Promise<Answer<unknown>>,
  subjects: readonly Subject[],
): Promise<{ wrong: string[]; through: Set<Kind> }> {
  const who = WHO_MAY[action]!;
  const wrong: string[] = [];
  const through = new Set<Kind>();
  for (const subject of subjects) {
    for (const org of OFFICES) {
      const outcome = outcomeOf(await call(holder(org), subject));
      const kind = kindIn(org);
      const may = mayDo(
        who,
        kind,
        pathOf(org),
        pathOf(subject.org),
        subject.isCommitteeStage ?? false,
      );
      if (may && /DONE|WOULD WRITE/.test(outcome)) through.add(kind);
      if (may === isRefusal(outcome, action)) {
        wrong.push(`${org} to ${subject.org}: ${outcome}, ${may ? 'but may' : 'but may not'}`);
      }
    }
  }
  return { wrong, through };
}

/** Somebody else's import is not even said to exist. */
const isRefusal = (outcome: Outcome, action: ActionName): boolean =>
  outcome === 'FORBIDDEN' || (/^organization\.import[A-Z]/.test(action) && outcome === 'NOT_FOUND');

describe('who may do what', () => {
  it('the table has a row for every action', () => {
    expect(actions.filter((action) => !WHO_MAY[action])).toEqual([]);
    expect(Object.keys(WHO_MAY).filter((action) => !(action in ACCESS))).toEqual([]);
  });

  it.each(byPost)('%s, on the phone', async (action) => {
    const { wrong, through } = await disagreements(
      action,
      (openid, { input }) => onPhone(openid, action, input),
      subjectsOf(action),
    );
    expect(wrong).toEqual([]);
    expect(through.size > 0 || REFUSED_BY_STATE.has(action)).toBe(true);
  });

  it.each(byPost.filter((action) => action !== 'registration.invitation'))(
    '%s, in the browser',
    async (action) => {
      const subjects = subjectsOf(action);
      const { wrong } = await disagreements(
        action,
        (openid, { input }) => atDesk(sessions.get(openid)!, action, input),
        subjects.slice(-3, -2).concat(subjects.slice(-1)),
      );
      expect(wrong).toEqual([]);
    },
  );

  it('nothing that needs a post is done without one in office', async () => {
    const wrong: string[] = [];
    for (const action of byPost) {
      const { input } = subjectsOf(action)[0]!;
      for (const openid of POWERLESS) {
        const phone = outcomeOf(await onPhone(openid, action, input));
        const desk = outcomeOf(await atDesk(sessions.get(openid)!, action, input));
        if (phone !== 'FORBIDDEN' || desk !== 'FORBIDDEN') {
          wrong.push(`${openid} ${action}: ${phone}, ${desk}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('nothing but signing in is done without an account or a session', async () => {
    const wrong: string[] = [];
    for (const action of actions.filter((name) => WHO_MAY[name] !== 'ANYBODY')) {
      const { input } = subjectsOf(action)[0]!;
      const stranger = outcomeOf(await onPhone('a stranger', action, input));
      const browser = outcomeOf(await atDesk(null, action, input));
      const forged = {
        cookie: `session=${'x'.repeat(22)}; browser=${'x'.repeat(22)}`,
        csrf: 'x'.repeat(22),
      };
      const thief = outcomeOf(await atDesk(forged, action, input));
      const found = [stranger, browser, thief];
      if (found.some((outcome) => outcome !== 'UNAUTHENTICATED'))
        wrong.push(`${action}: ${found.join()}`);
    }
    expect(wrong).toEqual([]);
  });

  it('nobody acts in the post of somebody else', async () => {
    const wrong: string[] = [];
    for (const action of byPost) {
      for (const openid of ['a-member', holder('0606')]) {
        const { input } = subjectsOf(action)[0]!;
        const outcome = outcomeOf(await onPhone(openid, action, input, `post-${holder('P')}-P`));
        if (outcome !== 'FORBIDDEN') wrong.push(`${openid} ${action}: ${outcome}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('who calls which function', () => {
  const request = (path: string) => ({
    path,
    httpMethod: 'POST',
    headers: { ...FORGED_HEADERS, 'content-type': 'application/json' },
    queryStringParameters: {},
    requestContext: httpRequestContext('r'),
    body: JSON.stringify({ ...CLAIMS, input: {} }),
    isBase64Encoded: false,
  });
  const strangers: Array<[string, Caller]> = [
    ['HTTP', { kind: 'http', request: request('/api/account.me') }],
    ['the timer', { kind: 'timer', triggerName: 'tick', time: new Date(0) }],
    ['another program', { kind: 'function', parent: null }],
    [
      'what the timer called',
      { kind: 'function', parent: { kind: 'timer', triggerName: 'tick', time: new Date(0) } },
    ],
  ];

  it.each(strangers)('%s reaches no action of the phone’s functions', async (_, caller) => {
    for (const action of actions) {
      const event = callEvent(action, subjectsOf(action)[0]!.input);
      const answer = await callFunction(action.split('.')[0]!, caller, event);
      expect([action, answer]).toMatchObject([
        action,
        { ok: false, error: { code: 'UNAUTHENTICATED' } },
      ]);
    }
  });

  it('the console takes HTTP only, and nobody’s WeChat identity', async () => {
    const phone: Caller = { kind: 'phone', openid: holder('P') };
    for (const action of actions) {
      const event = { ...request(`/api/${action}`), ...CLAIMS };
      expect(await callFunction('console', phone, event)).toMatchObject({ statusCode: 403 });
      for (const [, caller] of strangers.slice(1)) {
        const { statusCode, body } = (await callFunction('console', caller, event)) as {
          statusCode: number;
          body: string;
        };
        const isNobody =
          statusCode !== 200 || /"(UNAUTHENTICATED|INVALID|RATE_LIMITED|INTERNAL)"/.test(body);
        expect([action, statusCode, isNobody]).toEqual([action, statusCode, true]);
      }
    }
  });

  it('the clock takes the timer only', async () => {
    const callers: Caller[] = [
      { kind: 'phone', openid: holder('P') },
      ...strangers.filter(([who]) => who !== 'the timer').map(([, caller]) => caller),
    ];
    for (const caller of callers) {
      const event = { ...CLAIMS, TriggerName: 'tick', Time: '', Message: '' };
      const answer = await callFunction('clock', caller, event);
      expect(answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    }
  });

  it('in all of it nothing was written, and every call has its line in the log', async () => {
    expect(await everythingStored(test)).toBe(before);
    expect(entries.lines).toHaveLength(calls);
  });
});
