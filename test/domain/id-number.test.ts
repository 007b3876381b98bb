import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  checkCharacter,
  checkIdNumber,
  idTail,
  maskIdNumber,
} from '../../cloudfunctions/core/domain/id-number';

describe('resident ID numbers', () => {
  it.each([
    ['11010519491231002X', '1949-12-31', 'FEMALE'],
    ['440524188001010014', '1880-01-01', 'MALE'],
    ['350199200601150025', '2006-01-15', 'FEMALE'],
    ['350199200603010018', '2006-03-01', 'MALE'],
    ['350199200605040034', '2006-05-04', 'MALE'],
    ['35019920050101005X', '2005-01-01', 'MALE'],
    ['350199199205310044', '1992-05-31', 'FEMALE'],
  ])('%s has a right check character', (value, birthDate, gender) => {
    expect(checkCharacter(value.slice(0, 17))).toBe(value[17]);
    expect(checkIdNumber('RESIDENT', value)).toEqual({ ok: true, value, birthDate, gender });
  });

  it('takes a small x, full-width digits and spaces', () => {
    const value = '35019920050101005X';
    expect(checkIdNumber('RESIDENT', '35019920050101005x')).toMatchObject({ ok: true, value });
    expect(checkIdNumber('RESIDENT', ' 350199 ２００５0101 005Ｘ')).toMatchObject({
      ok: true,
      value,
    });
  });

  it.each([
    ['350199200602290011', '身份证号中的出生日期不正确，请检查第7至14位。'],
    ['350199200603010017', '身份证号的校验码不正确，可能有一位填错了，请逐位核对。'],
    ['990199200603010018', '身份证号的前两位不是有效的地区代码，请检查。'],
    ['35019920060301001', '身份证号应为18位，现在是17位，请检查。'],
    ['350199060301001', '这是15位的旧证件号，请填写第二代身份证上的18位号码。'],
    ['35019920060301001A', '身份证号只能是数字，最后一位可以是X，请检查。'],
    ['X50199200603010018', '身份证号只能是数字，最后一位可以是X，请检查。'],
    ['', '请填写证件号。'],
  ])('refuses %s with its own text', (value, text) => {
    expect(checkIdNumber('RESIDENT', value)).toEqual({ ok: false, text });
  });

  it('refuses a birth date after today', () => {
    expect(checkIdNumber('RESIDENT', '350199200603010018', '2006-02-28')).toMatchObject({
      ok: false,
    });
    expect(checkIdNumber('RESIDENT', '350199200603010018', '2006-03-01')).toMatchObject({
      ok: true,
    });
  });

  it('finds every single wrong digit', () => {
    const right = '350199200601150025';
    const place = fc.nat(17);
    const digit = fc.nat(9);
    fc.assert(
      fc.property(place, digit, (at, wrong) => {
        const typed = right.slice(0, at) + String(wrong) + right.slice(at + 1);
        expect(checkIdNumber('RESIDENT', typed).ok).toBe(typed === right);
      }),
    );
  });
});

describe('overseas documents', () => {
  it('are 5 to 20 letters and digits, kept in capitals', () => {
    expect(checkIdNumber('OVERSEAS', 'e12345678')).toEqual({ ok: true, value: 'E12345678' });
    expect(checkIdNumber('OVERSEAS', 'A123')).toMatchObject({ ok: false });
    expect(checkIdNumber('OVERSEAS', 'A'.repeat(21))).toMatchObject({ ok: false });
    expect(checkIdNumber('OVERSEAS', 'E1234-5678')).toMatchObject({ ok: false });
  });
});

describe('masks', () => {
  it('show the area and the last four of a resident number', () => {
    expect(maskIdNumber('350199199205310042')).toBe('350199********0042');
  });
  it('show two characters at each end of another document', () => {
    expect(maskIdNumber('E12345678')).toBe('E1*****78');
  });
  it('the tail is the last six characters', () => {
    expect(idTail('35019920050101005X')).toBe('01005X');
  });
});
