import type { AgeRules, PromptId } from '../../typings/api';
import { session } from './session';

/** The charter's, until the server has said which ages the province lets in. */
export const CHARTER_AGES: AgeRules = {
  least: 14,
  leastFrom2017: 13,
  leastEarlier: 12,
  before: 28,
};

/** The ages that the checks of the form go by. */
export const ageRules = (): AgeRules => session.get().me?.settings.ages ?? CHARTER_AGES;

/** A prompt that the phone says by itself, in the province's wording where there is one. */
export const promptText = (id: PromptId, text: string): string =>
  session.get().me?.settings.prompts[id] ?? text;
