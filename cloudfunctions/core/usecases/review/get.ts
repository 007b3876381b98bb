import { z } from 'zod';

import type { ReviewDetail } from '../../../../typings/api';
import { poolFor } from '../../domain/assignment';
import { count } from '../../domain/intervals';
import { type Holding, nextNumber } from '../../domain/holdings';
import { preflight } from '../../domain/preflight';
import { Refusal } from '../../domain/refusal';
import { isPending, STATUS_WORDS } from '../../domain/review';
import type { RegistrationDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { holdingsOf } from '../holdings';
import { OrganizationNames } from '../organization-lookup';
import { joinYearOf } from '../registration/person';
import { checkOwnNumber } from '../registration/typed-number';
import { organizationsIn, stepsOf } from '../registration/view';
import { registrationId } from './input';
import { itemOf } from './list';
import { requireOwnScope } from './scope';
import { type Turn, turnOf } from './turn';

/** One registration with everything a reviewer decides by. */
export const get = query(
  'review.get',
  z.strictObject({ registrationId }),
  async (context, input): Promise<ReviewDetail> => {
    const { database } = context;
    const registration = requireOwnScope(
      context,
      'review.get',
      await database.get('registrations', input.registrationId),
    );
    const names = await OrganizationNames.load(database, organizationsIn(registration));
    const pool = isPending(registration.status) ? await poolNow(context, registration) : null;
    const turn = turnNow(context, registration, names);
    const item = itemOf(registration, names);
    const checks = isPending(registration.status)
      ? preflight({
          joinMonth: registration.joinMonth,
          birthDate: registration.birthDate,
          mode: registration.mode,
          typedNumber: registration.typedNumber,
          pool: pool && { name: names.ref(pool.orgId).name, free: count(pool.free) },
          numberProblem: await numberProblem(context, registration),
        })
      : [];
    const number = pool && registration.status === 'PENDING_COMMITTEE' ? nextNumber(pool) : null;
    return {
      ...item,
      attention: checks.filter((check) => check.level !== 'OK').length,
      version: registration.version,
      path: names.path(registration.path),
      form: {
        idType: registration.idType,
        idNumber: registration.idNumberMasked,
        birthDate: registration.birthDate,
        gender: registration.gender,
        phone: registration.phoneMasked,
        joinedInProvince: registration.joinedInProvince,
        typedNumber: registration.typedNumber,
        ethnicity: registration.ethnicity,
        education: registration.education,
        politicalStatus: registration.politicalStatus,
        joinUnit: registration.joinUnit,
      },
      checks,
      forecast:
        pool && number !== null
          ? {
              number: String(number),
              pool: names.ref(pool.orgId),
              remaining: count(pool.free) - 1,
            }
          : null,
      may: {
        pass: turn.turn !== null,
        return: turn.turn !== null,
        why: turn.why,
        onBehalfOf: names.refOrNull(turn.turn?.onBehalfOf ?? null),
      },
      steps: stepsOf(registration.steps, (id) => names.ref(id)),
    };
  },
);

/** AUTO: the holding that an approval would draw from now; null for those who keep a number. */
async function poolNow(
  context: Context,
  registration: RegistrationDocument,
): Promise<Holding | null> {
  if (registration.mode !== 'AUTO') return null;
  const { branchId, committeeId } = registration;
  const holdings = await holdingsOf(context.database, joinYearOf(registration), [
    { _id: branchId, parentId: null },
    { _id: committeeId, parentId: null },
  ]);
  const branch = holdings.get(branchId)!;
  return poolFor(branch) === 'BRANCH' ? branch : holdings.get(committeeId)!;
}

/** MANUAL: why the number could not be kept now; null when it could. */
async function numberProblem(
  context: Context,
  registration: RegistrationDocument,
): Promise<string | null> {
  if (registration.mode !== 'MANUAL' || registration.typedNumber === null) return null;
  try {
    await checkOwnNumber(context, registration.typedNumber);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** Whether the acting post may decide now, and otherwise why not, in the words of the refusal. */
function turnNow(
  context: Context,
  registration: RegistrationDocument,
  names: OrganizationNames,
): { turn: Turn | null; why: string | null } {
  const { status } = registration;
  if (!isPending(status)) return { turn: null, why: `这份报到${STATUS_WORDS[status]}。` };
  try {
    const stage = names.get(
      status === 'PENDING_BRANCH'
        ? registration.branchId
        : (registration.generalBranchId ?? registration.committeeId),
    );
    return { turn: turnOf(context, registration, status, stage ?? null), why: null };
  } catch (error) {
    if (error instanceof Refusal) return { turn: null, why: error.message };
    throw error;
  }
}
