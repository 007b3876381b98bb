import { describe, expect, it } from '@jest/globals';
import { checkPhone, maskPhone } from '../../cloudfunctions/core/domain/phone';

describe('phone numbers', () => {
  it.each([
    ['13800000604', '13800000604'],
    ['16612345678', '16612345678'],
    ['19912345678', '19912345678'],
    [' 138 0000 0604 ', '13800000604'],
    ['１３８００００-０６０４', '13800000604'],
    ['+86 13800000604', '13800000604'],
  ])('reads %s', (typed, value) => {
    expect(checkPhone(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['1380000060', '手机号应为11位数字，现在是10位，请检查。'],
    ['138000006045', '手机号应为11位数字，现在是12位，请检查。'],
    ['12800000604', '手机号格式不正确，请检查后重新填写。'],
    ['1380000o604', '手机号只能是数字，请检查后重新填写。'],
    ['', '手机号应为11位数字，现在是0位，请检查。'],
  ])('refuses %s in words', (typed, text) => {
    expect(checkPhone(typed)).toEqual({ ok: false, text });
  });

  it('shows only the ends of a number', () => {
    expect(maskPhone('13812340604')).toBe('138****0604');
  });
});
