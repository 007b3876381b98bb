import { z } from 'zod';

import { CONTACT_FIELDS, OPTIONAL_FIELDS } from '../../domain/optional-fields';

export { registrationId } from '../registration/input';

export const pendingStatus = z.enum(['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE']);

/** A meeting (domain/meeting.ts checks what its figures mean). */
export const meeting = z.strictObject({
  date: z.string('请选择会议日期。').max(10),
  present: z.number('请填写到会人数。').int().min(1, '到会人数至少 1 人。').max(9999),
  votes: z.number('请填写赞成票数。').int().min(0).max(9999),
});

export const anyStatus = z.enum([
  'PENDING_BRANCH',
  'PENDING_GENERAL',
  'PENDING_COMMITTEE',
  'RETURNED',
  'WITHDRAWN',
  'APPROVED',
]);

export const field = z.enum([
  'name',
  'idType',
  'idNumber',
  'birthDate',
  'gender',
  'joinMonth',
  'joinedInProvince',
  'typedNumber',
  'branchId',
  'isCadre',
  ...OPTIONAL_FIELDS,
  ...CONTACT_FIELDS,
]);
