import type { ActionName, Answer, ApiError, PromptTexts } from '../../../typings/api';
import { holdsPrompt, worded } from '../domain/wording';
import type { Services } from './action';

/** They speak about the wording itself: defaults stay defaults, and what was said before is as it was said. */
const ABOUT_WORDING: ReadonlySet<string> = new Set<ActionName>([
  'numbering.settings',
  'numbering.changeSettings',
  'numbering.settingsHistory',
]);

/** Every text somewhere in plain data replaced; what holds none that is different is given back as it is. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]),
  );
}

/** Whether any text of an answer holds a prompt. */
function speaks(value: unknown): boolean {
  if (typeof value === 'string') return holdsPrompt(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(speaks);
}

/**
 * An answer in the province's wording of the prompts. The settings are asked for only where there is a prompt
 * in it; where they cannot be read it stays in the default wording, which says the same.
 */
export async function inProvinceWording(
  action: string,
  answer: Answer<unknown>,
  settings: Services['settings'],
): Promise<Answer<unknown>> {
  if (ABOUT_WORDING.has(action)) return answer;
  const said = answer.ok ? answer.data : answer.error;
  if (!speaks(said)) return answer;
  const prompts: PromptTexts = await settings().then(
    (found) => found.prompts,
    () => ({}),
  );
  if (Object.keys(prompts).length === 0) return answer;
  const change = (text: string): string => worded(text, prompts);
  return answer.ok
    ? { ok: true, data: mapTexts(answer.data, change) }
    : { ok: false, error: mapTexts(answer.error, change) as ApiError };
}
