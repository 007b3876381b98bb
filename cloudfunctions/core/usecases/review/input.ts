import { z } from 'zod';

export { registrationId } from '../registration/input';

export const pendingStatus = z.enum(['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE']);

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
  'idNumber',
  'birthDate',
  'gender',
  'joinMonth',
  'joinedInProvince',
  'typedNumber',
  'branchId',
  'ethnicity',
  'education',
  'politicalStatus',
  'joinUnit',
]);
