import { z } from 'zod';

import type { InputOf, Page, PromptId, SettingsEntry, SettingsView } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import {
  changedSettings,
  DEFAULT_SETTINGS,
  settingsDifferences,
  settingsProblems,
} from '../../domain/settings';
import { FIXED_WORDS, PROMPT_IDS, promptViews } from '../../domain/wording';
import type { JournalDocument, SettingsDocument } from '../../ports/documents';
import { command, type Context, postOf, query } from '../action';
import { operate } from '../operation';
import { OrganizationNames } from '../organization-lookup';
import { SETTINGS_ID, settingsOf } from '../settings';
import { requiredReason } from './input';

const HISTORY_PAGE = 20;

const whole = z.number('请填写整数。').int('请填写整数。').min(0, '不能小于 0。').max(100_000);
const monthDay = z.string().max(5);

const changes = z
  .strictObject({
    dates: z.strictObject({
      firstDistribution: monthDay,
      midyear: monthDay,
      useUp: monthDay,
      closeAfterDays: whole,
    }),
    ages: z.strictObject({
      least: whole,
      leastFrom2017: whole,
      leastEarlier: whole,
      before: whole,
    }),
    stock: z.strictObject({ lowCount: whole, lowShare: whole }),
    prompts: z.partialRecord(
      z.enum(PROMPT_IDS as [PromptId, ...PromptId[]]),
      z.string().trim().max(400).nullable(),
    ),
  })
  .partial();

const viewOf = (stored: SettingsDocument | null): SettingsView => ({
  rev: stored?.rev ?? 0,
  settings: settingsOf(stored),
  defaults: DEFAULT_SETTINGS,
  prompts: promptViews(),
  fixed: [...FIXED_WORDS],
});

/** What the province has set, what it could be, and the words of the guide, which stay. One request. */
export const settings = query(
  'numbering.settings',
  z.strictObject({}),
  async ({ database }): Promise<SettingsView> =>
    viewOf(await database.get('settings', SETTINGS_ID)),
);

/** The settings after a change to the stored ones; throws CONFLICT (changed since) and INVALID by field. */
function nextOf(
  stored: SettingsDocument | null,
  input: InputOf<'numbering.changeSettings'>,
): SettingsDocument {
  const { rev, settings: present } = viewOf(stored);
  if (rev !== input.rev) {
    throw new Refusal('CONFLICT', '设置刚被别人改过，请看过现在的内容再改。');
  }
  const next = changedSettings(present, input.changes);
  const problems = settingsProblems(next);
  const fields = Object.fromEntries(
    Object.entries(problems).map(([field, text]) => [`changes.${field}`, text]),
  );
  const first = Object.values(problems)[0];
  if (first !== undefined) {
    throw new Refusal('INVALID', `请检查填写的内容：${first}`, { fields });
  }
  if (settingsDifferences(present, next).length === 0) {
    throw new Refusal('INVALID', '没有改动，不用保存。');
  }
  return { _id: SETTINGS_ID, rev: rev + 1, ...next };
}

/**
 * Sets what the province may set; others go by it within a minute. Six requests. Who, when, before and after
 * stay in the journal. Throws CONFLICT and INVALID.
 */
export const changeSettings = command(
  'numbering.changeSettings',
  z.strictObject({ rev: whole, changes, reason: requiredReason }),
  async (context, input): Promise<SettingsView> => {
    const { orgId } = postOf(context);
    await operate(context, input, async (transaction) => {
      const stored = await transaction.get('settings', SETTINGS_ID);
      const next = nextOf(stored, input);
      const { _id, ...fields } = next;
      if (stored) await transaction.update('settings', _id, fields);
      else await transaction.create('settings', next);
      return {
        kind: 'SETTINGS',
        actingOrg: orgId,
        orgs: [orgId],
        subject: SETTINGS_ID,
        reason: input.reason,
        result: settingsDifferences(settingsOf(stored), next),
      };
    });
    return viewOf(await context.database.get('settings', SETTINGS_ID));
  },
);

/** `{time}.{id}` of the last line shown. */
const cursor = z.string().regex(/^\d{1,15}\.[\w-]{1,64}$/, '请刷新后重新查看。');

/** Who changed what, the latest first. Three requests. */
export const settingsHistory = query(
  'numbering.settingsHistory',
  z.strictObject({ cursor: cursor.optional() }),
  async (context, input): Promise<Page<SettingsEntry>> => {
    const { orgId } = postOf(context);
    const [at, shownId] = (input.cursor ?? '').split('.');
    const found = await context.database.find(
      'journal',
      { orgs: orgId, kind: 'SETTINGS', at: at ? { lte: Number(at) } : undefined },
      {
        sort: [
          ['at', -1],
          ['_id', -1],
        ],
        limit: HISTORY_PAGE + 2,
      },
    );
    // Two people do not change them in one millisecond: only the line shown last can come again.
    const rest = found.filter(({ _id }) => _id !== shownId);
    const page = rest.slice(0, HISTORY_PAGE);
    const last = page.at(-1);
    return {
      items: await entriesOf(context, page),
      next: last && rest.length > HISTORY_PAGE ? `${last.at}.${last._id}` : null,
    };
  },
);

async function entriesOf(
  { database }: Context,
  entries: readonly JournalDocument[],
): Promise<SettingsEntry[]> {
  const actors = [...new Set(entries.map(({ actor }) => actor))];
  const accounts = await database.getMany('accounts', actors, ['name']);
  const names = new Map(accounts.map(({ _id, name }) => [_id, name]));
  const organizations = await OrganizationNames.loadMany(
    database,
    entries.flatMap(({ actingOrg }) => actingOrg ?? []),
  );
  return entries.map(({ _id, at, actor, actingOrg, reason, result }) => ({
    id: _id,
    at,
    actor: names.get(actor) ?? null,
    organization: organizations.refOrNull(actingOrg),
    reason,
    changes: result as SettingsEntry['changes'],
  }));
}
