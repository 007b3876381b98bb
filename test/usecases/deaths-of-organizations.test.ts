import type { AlarmKind, ImportRow } from '../../typings/api';
import { deed, describeOneEffect, done } from '../support/one-effect';
import type { TestCloud } from '../support/phones';
import { branch, committee, elsewhere, year } from '../support/places';
import { addPerson } from '../support/tree';

/* As deaths.test.ts, for what is written about organisations, offices, imports, years, settings and exports. */

const by = 'province';

/** Somebody in office as the secretary of the branch of the place. */
async function inOffice(test: TestCloud, place: number) {
  const name = `officer-${place}`;
  await addPerson(test, name, branch(place));
  return { orgId: branch(place), postId: `post-${name}-${branch(place)}` };
}

async function officeAt(test: TestCloud, place: number): Promise<unknown> {
  const { secretary } = (await test.database.get('organizations', branch(place)))!;
  const account = await test.database.get('accounts', `account-officer-${place}`);
  return [secretary?.to ?? null, account?.posts.map(({ from, to }) => [from, to])];
}

describeOneEffect('an organisation', {
  create: deed<'organization.create'>({
    action: 'organization.create',
    prepare: async (_, place) => {
      const where = { parentId: elsewhere(place), code: `NEW${place}` };
      return { by, input: { ...where, fullName: `新建第${place}团支部`, type: 'BRANCH' } };
    },
    async stored(test, place) {
      const parent = await test.database.get('organizations', elsewhere(place));
      const below = await test.database.find('organizations', { parentId: elsewhere(place) });
      return [parent?.hasChildren, below.map(({ status }) => status)];
    },
    other: { type: 'GENERAL_BRANCH' },
  }),
  update: deed<'organization.update'>({
    action: 'organization.update',
    prepare: async (_, place) => ({
      by,
      input: { orgId: branch(place), fullName: `改名第${place}团支部` },
    }),
    stored: async (test, place) =>
      (await test.database.get('organizations', branch(place)))?.fullName.replace(/\d+/, ''),
    other: { shortName: '另一个简称' },
  }),
  dismiss: deed<'organization.dismiss'>({
    action: 'organization.dismiss',
    prepare: async (test, place) => ({
      by,
      input: { ...(await inOffice(test, place)), reason: '毕业离校' },
    }),
    stored: officeAt,
    other: { reason: '另一个原因' },
  }),
  renew: deed<'organization.renew'>({
    action: 'organization.renew',
    prepare: async (test, place) => ({ by, input: await inOffice(test, place) }),
    stored: officeAt,
  }),
});

const rowsAt = (place: number): ImportRow[] => [
  {
    code: `IMP${place}`,
    name: `导入第${place}团支部`,
    type: '团支部',
    parentCode: elsewhere(place),
  },
];
const start = (place: number) => ({
  rootId: elsewhere(place),
  fileName: `第${place}份.xlsx`,
  total: 1,
});
async function staged(test: TestCloud, place: number): Promise<{ importId: string }> {
  const { importId } = await done(test, by, 'organization.importStart', start(place));
  const rows = rowsAt(place);
  await done(test, by, 'organization.importRows', { importId, from: 0, rows });
  return { importId };
}

/** How the imports of the place stand, and what they made. */
async function importsAt(test: TestCloud, place: number): Promise<unknown> {
  const sessions = await test.database.find('imports', { rootId: elsewhere(place) });
  const slices = await Promise.all(
    sessions.map(({ _id }) => test.database.count('importSlices', { importId: _id })),
  );
  const below = await test.database.count('organizations', { parentId: elsewhere(place) });
  return [
    sessions.map(({ state, received, checked, committed, created, dropped }, i) => [
      state,
      received,
      checked,
      committed,
      created,
      dropped,
      slices[i],
    ]),
    below,
  ];
}

describeOneEffect('an import', {
  start: deed<'organization.importStart'>({
    action: 'organization.importStart',
    prepare: async (_, place) => ({ by, input: start(place) }),
    stored: importsAt,
    other: { total: 2 },
  }),
  rows: deed<'organization.importRows'>({
    action: 'organization.importRows',
    async prepare(test, place) {
      const { importId } = await done(test, by, 'organization.importStart', start(place));
      return { by, input: { importId, from: 0, rows: rowsAt(place) } };
    },
    stored: importsAt,
  }),
  check: deed<'organization.importCheck'>({
    action: 'organization.importCheck',
    prepare: async (test, place) => ({ by, input: await staged(test, place) }),
    stored: importsAt,
  }),
  commit: deed<'organization.importCommit'>({
    action: 'organization.importCommit',
    async prepare(test, place) {
      const input = await staged(test, place);
      await done(test, by, 'organization.importCheck', input);
      return { by, input };
    },
    stored: importsAt,
  }),
  drop: deed<'organization.importDrop'>({
    action: 'organization.importDrop',
    prepare: async (test, place) => ({ by, input: await staged(test, place) }),
    stored: importsAt,
  }),
});

const kind: AlarmKind = 'SMS';
const alarm = { open: true, text: '短信', todo: '请查看', acknowledged: null } as const;

describeOneEffect('the province', {
  closeYear: deed<'numbering.closeYear'>({
    action: 'numbering.closeYear',
    prepare: async (_, place) => ({ by, input: { year: 2041 + place, to: 'CLOSING' } }),
    async stored(test, _, { year: closing }) {
      const guard = await test.database.get('rangeGuards', String(closing));
      return [(await test.database.get('years', String(closing)))?.state, guard?.rev];
    },
  }),
  changeSettings: deed<'numbering.changeSettings'>({
    action: 'numbering.changeSettings',
    async prepare(test, place) {
      const { rev } = await done(test, by, 'numbering.settings', {});
      const stock = { lowCount: 20 + place, lowShare: 0 };
      return { by, input: { rev, changes: { stock }, reason: '早点知道' } };
    },
    async stored(test, place, { rev }) {
      const settings = await test.database.get('settings', 'province');
      return [settings!.rev - rev, settings!.stock.lowCount - place];
    },
    other: { reason: '另一个原因' },
    takesTurns: true,
  }),
  acknowledgeAlarm: deed<'account.acknowledgeAlarm'>({
    action: 'account.acknowledgeAlarm',
    async prepare(test, place) {
      await test.database.put('alarms', { _id: kind, ...alarm, since: 1 + place });
      return { by, input: { kind, since: 1 + place, note: '正在联系部署人员' } };
    },
    async stored(test) {
      const stored = await test.database.get('alarms', kind);
      return [stored?.open, stored?.acknowledged?.note];
    },
    other: { note: '另一种处理' },
    takesTurns: true,
  }),
});

const reason = '工作需要';
const nothing = () => Promise.resolve(null);

/* Each leaves one line in 操作日志, which the harness counts. */
describeOneEffect('an export', {
  members: deed<'roster.export'>({
    action: 'roster.export',
    prepare: async (_, place) => ({ by, input: { orgId: committee(place), reason } }),
    stored: nothing,
    other: { reason: '另一种用途' },
  }),
  reviews: deed<'review.export'>({
    action: 'review.export',
    prepare: async (_, place) => ({
      by,
      input: { orgId: committee(place), status: 'PENDING_BRANCH', reason },
    }),
    stored: nothing,
    other: { reason: '另一种用途' },
  }),
  organizations: deed<'organization.export'>({
    action: 'organization.export',
    prepare: async (_, place) => ({ by, input: { orgId: committee(place), reason } }),
    stored: nothing,
    other: { reason: '另一种用途' },
  }),
  inspection: deed<'roster.inspection'>({
    action: 'roster.inspection',
    prepare: async (_, place) => ({ by, input: { orgId: committee(place), year, reason } }),
    stored: nothing,
    other: { reason: '另一种用途' },
  }),
});
