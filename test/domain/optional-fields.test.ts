import { describe, expect, it } from '@jest/globals';
import { checkOptional, maskContact } from '../../cloudfunctions/core/domain/optional-fields';

const NOW = Date.parse('2026-11-22T12:00:00+08:00');

describe('optional fields of the form (domain.md §4.3 ○)', () => {
  it('may all be left empty; empty ones are kept as null', () => {
    const { answers, problems } = checkOptional({ occupation: ' ', email: '' }, NOW);
    expect(problems).toEqual({});
    expect(new Set(Object.values(answers))).toEqual(new Set([null, false]));
    expect(Object.keys(answers)).toHaveLength(14);
  });

  it('are kept without spaces around them, contact data in plain width', () => {
    const { answers, problems } = checkOptional(
      {
        ethnicity: '穿青人',
        education: '本科在读',
        politicalStatus: '共青团员',
        occupation: ' 学生 ',
        workUnit: '福州大学（旗山校区）',
        hukou: '福建省\n福州市',
        joinUnit: '福州一中',
        email: ' Ｗu.zimo@example.com ',
        qq: '１２３ 4567',
        wechat: 'wu_zimo-06',
      },
      NOW,
    );
    expect(problems).toEqual({});
    expect(answers).toMatchObject({
      ethnicity: '穿青人',
      occupation: '学生',
      workUnit: '福州大学（旗山校区）',
      hukou: '福建省 福州市',
      email: 'Wu.zimo@example.com',
      qq: '1234567',
      wechat: 'wu_zimo-06',
    });
  });

  it('are refused one by one, each with a sentence', () => {
    const { problems } = checkOptional(
      {
        ethnicity: '族'.repeat(21),
        education: '小学',
        politicalStatus: '其他',
        occupation: '学'.repeat(31),
        workUnit: '校'.repeat(61),
        hukou: '县'.repeat(61),
        joinUnit: '校'.repeat(61),
        email: 'wu.zimo',
        qq: '0123456',
        wechat: '6wu',
      },
      NOW,
    );
    expect(problems).toEqual({
      ethnicity: '民族最多20个字，请缩短。',
      education: '请从列表中选择学历。',
      politicalStatus: '请从列表中选择政治面貌。',
      occupation: '职业最多30个字，请缩短。',
      workUnit: '工作单位最多60个字，请缩短。',
      hukou: '户籍所在地最多60个字，请缩短。',
      joinUnit: '入团时单位最多60个字，请缩短。',
      email: '邮箱格式不正确，请检查“@”前后是否完整。',
      qq: 'QQ号应为5至11位数字，请检查。',
      wechat: '微信号应以字母开头，共6至20位字母、数字、下划线或减号，也可以填绑定的手机号。',
    });
  });

  it.each(['a@b.cn', 'x+y@mail.example.com'])('take %s for an e-mail address', (email) => {
    expect(checkOptional({ email }, NOW).problems).toEqual({});
  });

  it.each(['a@b', '@b.cn', 'a@b@c.cn', 'a@b..cn', `${'a'.repeat(60)}@b.cn`])(
    'do not take %s for an e-mail address',
    (email) => {
      expect(checkOptional({ email }, NOW).problems).toHaveProperty('email');
    },
  );

  it('take the bound phone number for a WeChat name', () => {
    expect(checkOptional({ wechat: '13800000604' }, NOW).answers.wechat).toBe('13800000604');
    expect(checkOptional({ wechat: '12800000604' }, NOW).problems).toHaveProperty('wechat');
  });

  it('ask a cadre for the post, and take since when and what kind of post it is', () => {
    expect(checkOptional({ isCadre: true }, NOW).problems).toEqual({
      cadrePost: '请填写担任的团内职务。',
    });
    const post = { cadrePost: '班级团支部书记', cadreSince: '2026-11', cadreNature: '兼职' };
    expect(checkOptional({ isCadre: true, ...post }, NOW)).toMatchObject({
      answers: { isCadre: true, ...post },
      problems: {},
    });
    const wrong = { cadrePost: '职'.repeat(31), cadreSince: '2026-12', cadreNature: '义务' };
    expect(checkOptional({ isCadre: true, ...wrong }, NOW).problems).toEqual({
      cadrePost: '团内职务最多30个字，请缩短。',
      cadreSince: '任职年月不能晚于本月，请核对。',
      cadreNature: '请从列表中选择任职性质。',
    });
    expect(checkOptional({ isCadre: true, ...post, cadreSince: '去年' }, NOW).problems).toEqual({
      cadreSince: '请选择任职年月。',
    });
  });

  it('forget the post of somebody who is no cadre', () => {
    const { answers, problems } = checkOptional({ cadrePost: '书记', cadreSince: '2099-01' }, NOW);
    expect(problems).toEqual({});
    expect(answers).toMatchObject({ isCadre: false, cadrePost: null, cadreSince: null });
  });

  it.each([
    ['email', 'wu.zimo@example.com', 'w****@example.com'],
    ['qq', '12345678', '12****78'],
    ['wechat', 'wu_zimo', 'w****o'],
    ['qq', '12345', '1****5'],
  ] as const)('mask %s', (field, value, masked) => {
    expect(maskContact(field, value)).toBe(masked);
  });
});
