import { Refusal } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type { OrganizationDocument, RegistrationDocument } from '../../ports/documents';
import type { Context } from '../action';
import { entryOf, hashInput, type Operation, resultOf } from '../operation';
import { Approvals } from './approve';
import { afterApprovals, type Passed, passOne, type PassWish } from './pass-one';
import { requireOwnScope } from './scope';
import { stageOrg } from '../../domain/review';

interface Done {
  registration: RegistrationDocument;
  key: string;
  inputHash: string;
  operation: Operation<Passed>;
}

/**
 * Passes several people in one transaction: whoever is refused leaves the others untouched. Each pass has a
 * journal entry of its own under hash(operation key ‖ registration), written with the change of status;
 * so a status that changed, or a duplicate, is the sign to look for an entry of an earlier sending.
 * Gives what came of each person, by registration id. Throws BusyError, UnknownOutcomeError.
 */
export async function passChunk(
  context: Context,
  people: readonly RegistrationDocument[],
  wish: PassWish,
  stages: ReadonlyMap<string, OrganizationDocument>,
): Promise<Map<string, Passed | Refusal>> {
  const { database, runtime, secrets, opKey } = context;
  const at = runtime.now();
  let fresh: Done[] = [];
  const results = await database.transact(async (transaction, attempt) => {
    const approvals = new Approvals(transaction, attempt);
    const done: Done[] = [];
    const answers = new Map<string, Passed | Refusal>();
    for (const { _id } of people) {
      const key = secrets.digest('operation', `${opKey}|${_id}`);
      const input = { registrationId: _id, ...wish };
      try {
        const registration = requireOwnScope(
          context,
          'review.passMany',
          await transaction.get('registrations', _id),
        );
        if (registration.status !== wish.status || attempt.afterDuplicate) {
          const earlier = await earlierResult(context, transaction, key, input);
          if (earlier) {
            answers.set(_id, earlier);
            continue;
          }
        }
        const stage = stages.get(stageOrg(wish.status, registration)) ?? null;
        const operation = await passOne(context, transaction, approvals, registration, wish, stage);
        done.push({ registration, key, inputHash: hashInput(context, input), operation });
        answers.set(_id, operation.result);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        answers.set(_id, error);
      }
    }
    if (done.length > 0) {
      await approvals.save();
      const entries = done.map(({ key, inputHash, operation }) =>
        entryOf(context, key, inputHash, at, operation),
      );
      await transaction.create('journal', ...entries);
    }
    fresh = done;
    return answers;
  });
  await afterApprovals(
    context,
    fresh.flatMap(({ registration, operation: { result } }) =>
      result.approval ? [{ registration, approval: result.approval }] : [],
    ),
  );
  return results;
}

async function earlierResult(
  context: Context,
  transaction: Transaction,
  key: string,
  input: unknown,
): Promise<Passed | null> {
  const entry = await transaction.get('journal', key);
  return entry && resultOf<Passed>(context, entry, input);
}
