import { z } from 'zod';

import { CONTACT_FIELDS, OPTIONAL_FIELDS, recordOf } from '../../domain/optional-fields';

const optionalText = z.string().max(200).optional();

/** Shape and bounds of the form; what the values mean is checked by domain/registration-form.ts. */
export const form = z.strictObject({
  branchId: z.string('请选择所在团支部。').min(1, '请选择所在团支部。').max(32),
  name: z.string('请填写姓名。').max(60),
  idType: z.enum(['RESIDENT', 'OVERSEAS'], '请选择证件类型。'),
  idNumber: z.string('请填写证件号。').max(40),
  birthDate: z.string().max(10).optional(),
  gender: z.enum(['MALE', 'FEMALE']).optional(),
  joinMonth: z.string('请选择入团年月。').max(7),
  joinedInProvince: z.boolean('请选择是否在省内入团。'),
  typedNumber: z.string().max(40, '团员编号太长，请检查。').optional(),
  isCadre: z.boolean().optional(),
  ...recordOf(OPTIONAL_FIELDS, () => optionalText),
  ...recordOf(CONTACT_FIELDS, () => optionalText),
  consent: z.literal(true, '请先阅读并同意个人信息处理规则。'),
});

export const registrationId = z.string().min(1).max(64);
