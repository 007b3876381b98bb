import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkIdNumber as serverId,
  checkCharacter,
} from '../../cloudfunctions/core/domain/id-number';
import { checkName as serverName } from '../../cloudfunctions/core/domain/names';
import { checkPhone as serverPhone } from '../../cloudfunctions/core/domain/phone';
import { checkForm } from '../../cloudfunctions/core/domain/registration-form';
import { Refusal } from '../../cloudfunctions/core/domain/refusal';
import { DEFAULT_SETTINGS } from '../../cloudfunctions/core/domain/settings';
import { checkTypedNumber as serverNumber } from '../../cloudfunctions/core/domain/typed-number';
import { today } from '../../cloudfunctions/core/domain/dates';
import type { IdType } from '../../typings/api';
import type { Draft } from '../../miniprogram/checks/form';
import { checkDraft, emptyDraft, withValue } from '../../miniprogram/checks/form';
import { checkIdNumber } from '../../miniprogram/checks/id-number';
import { checkName } from '../../miniprogram/checks/name';
import { checkPhone } from '../../miniprogram/checks/phone';
import { checkTypedNumber } from '../../miniprogram/checks/typed-number';
import { CHARTER_AGES } from '../../miniprogram/services/province';
import { toForm } from '../../miniprogram/services/registration-form';

/*
 * The phone tells people what is wrong while they type; the server decides. The rules are written twice
 * because the two must not know each other, so that they are compared here on generated inputs.
 */

const NOW = Date.parse('2026-11-22T12:00:00+08:00');
const DAY = today(NOW);
const AGES = DEFAULT_SETTINGS.ages;

const idType = fc.constantFrom<IdType>('RESIDENT', 'OVERSEAS');
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const pad = (value: number): string => String(value).padStart(2, '0');

/** Numbers that are right in most parts: province, day and check character are sometimes wrong. */
const residentNumber = fc
  .record({
    area: fc.constantFrom('350199', '110105', '440524', '990000', '830000'),
    year: fc.integer({ min: 1985, max: 2030 }),
    month: fc.integer({ min: 1, max: 13 }),
    day: fc.integer({ min: 1, max: 31 }),
    sequence: digits(3),
    last: fc.constantFrom('right', 'right', 'right', '0', 'X', 'x', '7'),
  })
  .map(({ area, year, month, day, sequence, last }) => {
    const head = `${area}${year}${pad(month)}${pad(day)}${sequence}`;
    return head + (last === 'right' ? checkCharacter(head) : last);
  });
const typedText = fc.oneof(
  fc.string({ maxLength: 24 }),
  fc.string({ unit: fc.constantFrom(...'0123456789Xx ０９Ｘ\u3000-'), maxLength: 22 }),
  residentNumber,
);
const nameText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 34 }),
  fc.string({ unit: fc.constantFrom(...'欧阳娜迪丽热巴·•. AbcÉ 7７\u3000'), maxLength: 34 }),
);
const month = fc
  .record({ year: fc.integer({ min: 2012, max: 2027 }), month: fc.integer({ min: 1, max: 12 }) })
  .map((date) => `${date.year}-${pad(date.month)}`);
const numberText = fc.oneof(
  typedText,
  digits(12),
  fc.tuple(fc.integer({ min: 2014, max: 2021 }), digits(8)).map(([year, rest]) => `${year}${rest}`),
  fc
    .tuple(fc.constantFrom('201516', '201617', '201718'), digits(10))
    .map((parts) => parts.join('')),
);

const optionalText = fc.oneof(
  fc.constant(''),
  fc.string({ unit: fc.constantFrom(...'福州大学 \u3000\n（）'), maxLength: 66 }),
);
const contactText = fc.oneof(
  fc.constantFrom(
    '',
    'wu.zimo@example.com',
    'wu@b',
    '12345678',
    'wu_zimo',
    '13800000604',
    '６８６８６',
  ),
  fc.string({ unit: fc.constantFrom(...'a.@-_1０ '), maxLength: 30 }),
  digits(11),
);

describe('checks on the phone', () => {
  it('judge an ID number as the server does', () => {
    fc.assert(
      fc.property(idType, typedText, (type, text) => {
        expect(checkIdNumber(type, text, DAY)).toEqual(serverId(type, text, DAY));
      }),
      { numRuns: 1500 },
    );
  });

  it('judge a name as the server does', () => {
    fc.assert(
      fc.property(nameText, idType, (text, type) => {
        expect(checkName(text, type)).toEqual(serverName(text, type));
      }),
      { numRuns: 1500 },
    );
  });

  it('judge a phone number as the server does', () => {
    const phone = fc.oneof(
      typedText,
      digits(11),
      digits(9).map((rest) => `+86 1${rest}5`),
    );
    fc.assert(
      fc.property(phone, (text) => {
        expect(checkPhone(text)).toEqual(serverPhone(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('judge an own member number as the server does', () => {
    fc.assert(
      fc.property(numberText, month, (text, joinMonth) => {
        expect(checkTypedNumber(text, joinMonth)).toEqual(serverNumber(text, joinMonth));
      }),
      { numRuns: 1500 },
    );
  });

  it('find the same problems in a whole form as the server does', () => {
    const draft: fc.Arbitrary<Draft> = fc.record({
      branchId: fc.constant('b1'),
      name: fc.oneof(fc.constant('吴子墨'), nameText),
      idType,
      idNumber: fc.oneof(residentNumber, fc.constant('AB12345'), typedText),
      birthDate: fc.constantFrom('', '2006-05-04', '2099-01-01', '2006-02-30', '1990-12-31'),
      gender: fc.constantFrom('' as const, 'MALE' as const, 'FEMALE' as const),
      joinMonth: fc.oneof(month, fc.constant('')),
      joinedInProvince: fc.boolean(),
      typedNumber: fc.oneof(fc.constant(''), numberText),
      ethnicity: optionalText,
      education: fc.constantFrom('', '本科在读'),
      politicalStatus: fc.constantFrom('', '共青团员', '群众'),
      occupation: optionalText,
      workUnit: optionalText,
      hukou: optionalText,
      joinUnit: optionalText,
      email: contactText,
      qq: contactText,
      wechat: contactText,
      isCadre: fc.boolean(),
      cadrePost: optionalText,
      cadreSince: fc.constantFrom('', '2025-09', '2026-11', '2026-12', '去年'),
      cadreNature: fc.constantFrom('', '专职', '兼职', '挂职'),
    });
    fc.assert(
      fc.property(draft, (form) => {
        const phone = checkDraft(form, NOW, AGES);
        let server: Partial<Record<string, string>> = {};
        try {
          const checked = checkForm(toForm(form, true, NOW), NOW, AGES);
          expect(phone.mode).toBe(checked.mode);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          server = error.details?.fields ?? {};
        }
        expect(phone.problems).toEqual(server);
      }),
      { numRuns: 1500 },
    );
  });

  it('go by the same ages until the server has said others', () => {
    expect(CHARTER_AGES).toEqual(AGES);
  });

  it('say what is right as well, and ask for a branch', () => {
    const form = {
      ...emptyDraft(),
      name: '吴子墨',
      idNumber: '350199200605040034',
      joinMonth: '2020-05',
    };
    expect(checkDraft(form, NOW, AGES)).toEqual({
      mode: 'AUTO',
      problems: { branchId: '请选择所在团支部。' },
      praise: { idNumber: '校验通过：2006年5月4日生，男', joinMonth: '入团时 14 周岁' },
      oldEnoughFrom: null,
    });
    const early = checkDraft(withValue(form, 'joinMonth', '2020-04'), NOW, AGES);
    expect(early.problems.joinMonth).toBe('入团时未满14周岁，请核对入团年月和证件号。');
    expect(early.oldEnoughFrom).toBe('2020-05');
  });

  it('ask for the own number of somebody who joined elsewhere or before 2020', () => {
    const form = { ...emptyDraft(), joinMonth: '2021-03' };
    const elsewhere = withValue(form, 'joinedInProvince', 'false');
    expect(checkDraft(elsewhere, NOW, AGES).mode).toBe('MANUAL');
    expect(checkDraft(elsewhere, NOW, AGES).problems.typedNumber).toContain('请填写团员编号');
    expect(checkDraft(withValue(form, 'joinMonth', '2016-09'), NOW, AGES).mode).toBe('NONE');
  });
});
