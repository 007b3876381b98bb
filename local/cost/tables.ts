import { figure, type Table } from '../bench/figures';
import {
  bytesOf,
  cheapest,
  clockYear,
  gigabytes,
  isLasting,
  loadOf,
  membersHeld,
  monthWith,
  plus,
  pointsOf,
  sumOf,
  times,
  totalOf,
  yearOf,
} from './arithmetic';
import type { CostResult, Prices, Usage } from './result';

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const yuan = (value: number): string =>
  value > 0 && value < 1 ? value.toFixed(4) : value < 1000 ? value.toFixed(1) : whole(value);

function actionsTable({ measured }: CostResult, { province }: Usage): Table {
  return {
    title: 'What one thing costs',
    text:
      'Measured on the local cloud, averages. Requests to the database are those of a member’s way without ' +
      'contention; GB·s follow from the time here, which a loaded machine makes longer, and the network assumed below.',
    head: [
      'thing',
      'calls of functions',
      'reads',
      'writes',
      'begin and end of transactions',
      'ms here',
      'GB·s',
    ],
    rows: measured.map((one) => [
      `${one.name} (${one.what})`,
      figure(one.functionCalls),
      ...[one.reads, one.writes, one.control].map((n) => (n === 0 ? '–' : figure(n))),
      figure(one.ms),
      loadOf(one, province).gbSeconds.toFixed(3),
    ]),
  };
}

function yearTable(result: CostResult, usage: Usage): Table {
  const year = yearOf(usage, result.measured, result.clock);
  const all = Object.values(year).reduce(plus);
  const row = (name: string, load: typeof all): string[] => [
    name,
    whole(load.functionCalls),
    whole(load.requests),
    whole(load.gbSeconds),
    whole(load.messages),
  ];
  return {
    title: 'A year of a province',
    text:
      `${whole(usage.province.newMembers)} new members, ${whole(usage.province.organizations)} organisations; how often ` +
      'people do what is assumed (below).',
    head: ['by', 'calls of functions', 'requests to the database', 'GB·s', 'messages (SMS)'],
    rows: [
      row('the members and their reviews', year.members),
      row('staff at their desks', year.staff),
      row('secretaries on their phones', year.secretaries),
      row('numbers handed down', year.numbers),
      row('the clock', year.clock),
      row('together', all),
    ],
  };
}

function storageTable({ stored }: CostResult): Table {
  const rows = stored.filter(({ documents }) => documents > 0);
  const of = ({ indexes }: (typeof rows)[number]) =>
    indexes.reduce(
      (sum, index) => ({ rows: sum.rows + index.rows, bytes: sum.bytes + index.bytes }),
      {
        rows: 0,
        bytes: 0,
      },
    );
  const total = bytesOf(stored);
  return {
    title: 'What a member leaves behind',
    text:
      'Per member: documents as BSON, index rows as their keys and 8 bytes for the place of the document. The service ' +
      'compresses both; what it calls capacity may be less.',
    head: ['collection', 'documents', 'bytes', 'index rows', 'bytes of index rows'],
    rows: [
      ...rows.map((one) => [
        isLasting(one) ? one.collection : `${one.collection} (removed again)`,
        figure(one.documents),
        whole(one.bytes),
        figure(of(one).rows),
        whole(of(one).bytes),
      ]),
      [
        'what stays',
        '',
        whole(total.documents),
        figure(rows.filter(isLasting).reduce((sum, one) => sum + of(one).rows, 0)),
        whole(total.indexes),
      ],
    ],
  };
}

function indexTable({ stored }: CostResult): Table {
  const all = stored.flatMap(({ collection, indexes }) =>
    indexes.map((index) => ({ ...index, name: `${collection}.${index.name}` })),
  );
  const rows = all
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 12);
  return {
    title: 'The largest indexes',
    text: 'Per member.',
    head: ['index', 'rows', 'bytes'],
    rows: rows.map(({ name, rows: n, bytes }) => [name, figure(n), whole(bytes)]),
  };
}

function clockTable({ clock, organizations }: CostResult): Table {
  return {
    title: 'The clock',
    text: `Requests of one run on ${organizations} organisations. The nightly proof and the repair of totals go through all of them once a day, so theirs grow with the tree.`,
    head: ['job', 'every, minutes', 'requests when it is its turn', 'and when it is not'],
    rows: clock.map(({ id, everyMinutes, due, idle }) => [
      id,
      whole(everyMinutes),
      String(due),
      String(idle),
    ]),
  };
}

/** A usual month and the busiest one, with the year’s data stored. */
function monthsOf(
  result: CostResult,
  usage: Usage,
): Array<ReturnType<typeof times> & { gb: number }> {
  const year = Object.values(yearOf(usage, result.measured, result.clock)).reduce(plus);
  const { documents, indexes } = bytesOf(result.stored);
  const gb = gigabytes((documents + indexes) * usage.province.newMembers);
  return [1 / 12, usage.province.peakMonthShare].map((share) => ({ ...times(year, share), gb }));
}

function moneyTable(result: CostResult, usage: Usage, prices: Prices): Table {
  const months = monthsOf(result, usage);
  const points = months.map((month) => totalOf(pointsOf(month, prices)));
  const { messages } = Object.values(yearOf(usage, result.measured, result.clock)).reduce(plus);
  const { sms, phoneComponent } = prices.messages;
  const perMessage = sms.price / sms.per;
  return {
    title: 'What it costs',
    text:
      `In ${prices.currency}, with the year’s data stored (${months[0]!.gb.toFixed(1)} GB). A usual month is a twelfth of the year, the busiest one ` +
      `${Math.round(usage.province.peakMonthShare * 100)} % of it.`,
    head: ['package', 'a usual month', 'the busiest month'],
    rows: [
      ...prices.packages.map((one) => [
        one.name,
        ...points.map((n) => {
          const cost = monthWith(one, n, prices);
          return cost === null ? 'does not bear it' : yuan(cost);
        }),
      ]),
      [
        'the cheapest',
        ...points.map((n) => {
          const { name, cost } = cheapest(n, prices);
          return `${name}: ${yuan(cost)}`;
        }),
      ],
      ['messages in the year, beside all of it', yuan(messages * perMessage), ''],
      [
        'the same by WeChat’s phone component (free for governments and non-profits)',
        yuan(messages * (phoneComponent.price / phoneComponent.per)),
        `a message costs ${perMessage.toFixed(3)}, the component ${phoneComponent.price}`,
      ],
    ],
  };
}

function pointsTable(result: CostResult, usage: Usage, prices: Prices): Table {
  const parts = monthsOf(result, usage).map((month) => pointsOf(month, prices));
  const row = (name: string, of: (part: (typeof parts)[number]) => number): string[] => [
    name,
    ...parts.map((part) => whole(of(part))),
  ];
  return {
    title: 'What it is made of',
    text: `In points, of which ${whole(prices.pointsPerUnit)} are one ${prices.currency}.`,
    head: ['for', 'a usual month', 'the busiest month'],
    rows: [
      row('calls of the database', ({ requests }) => requests),
      row('computing of functions', ({ gbSeconds }) => gbSeconds),
      row('calls of functions', ({ functionCalls }) => functionCalls),
      row('storage', ({ storage }) => storage),
      row('together', totalOf),
    ],
  };
}

function heldTable(result: CostResult, usage: Usage, prices: Prices): Table {
  const member = sumOf(usage.perMember, result.measured, usage.province);
  const { documents, indexes } = bytesOf(result.stored);
  const bytes = documents + indexes;
  const points = totalOf(pointsOf({ ...member, gb: gigabytes(bytes) }, prices));
  return {
    title: 'What a package holds',
    text:
      `One member with everything around it: ${figure(member.functionCalls)} calls of functions, ${figure(member.requests)} of the database, ` +
      `${member.gbSeconds.toFixed(2)} GB·s, ${whole(bytes)} bytes: ${points.toFixed(2)} points.`,
    head: ['package', 'a month', 'points', 'new members in a month'],
    rows: prices.packages.map((one) => [
      one.name,
      yuan(one.monthly),
      whole(one.points),
      whole(membersHeld(one, member, bytes, prices)),
    ]),
  };
}

/** The clock’s year before something was improved, and now. */
function savedTable(before: CostResult, now: CostResult, { province }: Usage): Table {
  const then = clockYear(before.clock, province).requests;
  const is = clockYear(now.clock, province).requests;
  return {
    title: 'What was saved',
    text:
      'Requests of the clock in a year when a job is taken in a transaction, and when it is taken by one conditional write ' +
      `(\`usecases/clock/job.ts\`), by the counts of ${before.begunAt} and of this run.`,
    head: ['', 'before', 'now', 'saved'],
    rows: [['the clock', whole(then), whole(is), `${Math.round((1 - is / then) * 100)} %`]],
  };
}

/** The tables of the page in their order; `before` are counts from before something was improved. */
export const costTables = (
  result: CostResult,
  usage: Usage,
  prices: Prices,
  before: CostResult | null = null,
): Table[] => [
  moneyTable(result, usage, prices),
  pointsTable(result, usage, prices),
  heldTable(result, usage, prices),
  yearTable(result, usage),
  actionsTable(result, usage),
  storageTable(result),
  indexTable(result),
  clockTable(result),
  ...(before ? [savedTable(before, result, usage)] : []),
];
