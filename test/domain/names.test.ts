import { describe, expect, it } from '@jest/globals';
import { checkName, surnameOf } from '../../cloudfunctions/core/domain/names';

describe('names of people', () => {
  it.each([
    ['陈甲', '陈甲'],
    [' 陈　甲 ', '陈甲'],
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉・买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉 . 买买提', '阿卜杜拉·买买提'],
    ['𠮷田', '𠮷田'],
    ['甲'.repeat(30), '甲'.repeat(30)],
  ])('keeps %s as %s', (typed, value) => {
    expect(checkName(typed, 'RESIDENT')).toEqual({ ok: true, value });
  });

  it.each([
    ['', '请填写姓名。'],
    ['陈', '姓名应为2至30个字，请按证件上的姓名填写。'],
    ['甲'.repeat(31), '姓名应为2至30个字，请按证件上的姓名填写。'],
    ['陈甲2', '姓名不能含有数字，请按证件上的姓名填写。'],
    ['陈甲２', '姓名不能含有数字，请按证件上的姓名填写。'],
    ['Anna', '姓名只能是汉字，名字中间的点请用“·”，请按身份证上的姓名填写。'],
    ['·陈甲', '姓名只能是汉字，名字中间的点请用“·”，请按身份证上的姓名填写。'],
    ['陈甲<b>', '姓名只能是汉字，名字中间的点请用“·”，请按身份证上的姓名填写。'],
  ])('refuses %s in words', (typed, text) => {
    expect(checkName(typed, 'RESIDENT')).toEqual({ ok: false, text });
  });

  it('takes Latin letters with an overseas document only', () => {
    expect(checkName(" Anna  O'Brien ", 'OVERSEAS')).toEqual({ ok: true, value: "Anna O'Brien" });
    expect(checkName('José Müller', 'OVERSEAS')).toEqual({ ok: true, value: 'José Müller' });
    expect(checkName('林乙', 'OVERSEAS')).toEqual({ ok: true, value: '林乙' });
    expect(checkName('Anna_1', 'OVERSEAS')).toMatchObject({ ok: false });
  });
});

describe('surnames', () => {
  it.each([
    ['苏小明', '苏'],
    ['黄丙', '黄'],
    ['欧阳娜', '欧阳'],
    ['司马', '司'],
    ['诸葛孔明', '诸葛'],
    ['阿卜杜拉·买买提', '阿卜杜拉'],
    ['Anna Smith', 'Smith'],
    ['𠮷田一', '𠮷'],
  ])('of %s is %s', (name, surname) => {
    expect(surnameOf(name)).toBe(surname);
  });
});
