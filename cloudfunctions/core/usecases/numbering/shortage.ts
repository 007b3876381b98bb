import { PROMPTS } from '../../domain/prompts';
import { Refusal } from '../../domain/refusal';
import type { OrganizationDocument } from '../../ports/documents';
import type { Context } from '../action';
import { suppliersAmong } from '../review/supply';

/**
 * Does what hands numbers of `grantor` down. When it has too few (P-12), the refusal also says what to do
 * next and which organisations above could supply how many.
 */
export async function explainingShortage<T>(
  context: Context,
  year: number,
  grantor: Pick<OrganizationDocument, 'path'>,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'EXHAUSTED') throw error;
    const above = grantor.path.slice(0, -1);
    const helpers = await suppliersAmong(context, year, above);
    const next = PROMPTS.giveFewerOrAsk(above.length === 0, helpers[0]);
    throw new Refusal('EXHAUSTED', `${error.message}${next}`, { helpers });
  }
}
