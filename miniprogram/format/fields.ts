import type { Draft } from '../checks/form';
import { OPTIONAL_LENGTHS } from '../checks/optional';

/** A field of the form as the reader fills it in. */
export type FieldName = keyof Draft;

export type Control = 'text' | 'choice' | 'month' | 'day' | 'list' | 'branch' | 'auto';

/** How a field is filled in. */
export interface FieldControl {
  control: Exclude<Control, 'auto'>;
  placeholder: string;
  required: boolean;
  /** text: the keyboard. */
  keyboard?: 'text' | 'idcard' | 'number';
  maxlength?: number;
  /** choice: value and word. */
  options?: ReadonlyArray<{ value: string; word: string }>;
  /** list: the words are the values. */
  words?: readonly string[];
  /** list: the last word asks for a text instead, which this stands in for. */
  other?: string;
}

const ETHNIC_GROUPS = (
  '汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 ' +
  '哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 ' +
  '达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 ' +
  '俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 其他'
).split(' ');

const EDUCATION =
  '初中在读 初中 高中在读 高中 中专在读 中专 大专在读 大专 本科在读 本科 硕士在读 硕士 博士在读 博士'.split(
    ' ',
  );

const optionalText = (field: keyof typeof OPTIONAL_LENGTHS, placeholder: string): FieldControl => ({
  control: 'text',
  placeholder,
  required: false,
  keyboard: 'text',
  maxlength: OPTIONAL_LENGTHS[field],
});

export const FIELD_CONTROLS: Record<FieldName, FieldControl> = {
  branchId: { control: 'branch', placeholder: '请选择', required: true },
  name: {
    control: 'text',
    placeholder: '与证件上一致',
    required: true,
    keyboard: 'text',
    maxlength: 30,
  },
  idType: {
    control: 'choice',
    placeholder: '',
    required: true,
    options: [
      { value: 'RESIDENT', word: '居民身份证' },
      { value: 'OVERSEAS', word: '其他证件' },
    ],
  },
  idNumber: {
    control: 'text',
    placeholder: '身份证上的18位号码',
    required: true,
    keyboard: 'idcard',
    maxlength: 20,
  },
  birthDate: { control: 'day', placeholder: '请选择', required: true },
  gender: {
    control: 'choice',
    placeholder: '',
    required: true,
    options: [
      { value: 'MALE', word: '男' },
      { value: 'FEMALE', word: '女' },
    ],
  },
  joinedInProvince: {
    control: 'choice',
    placeholder: '',
    required: true,
    options: [
      { value: 'true', word: '是，福建省内' },
      { value: 'false', word: '否' },
    ],
  },
  joinMonth: { control: 'month', placeholder: '支部大会通过的年月', required: true },
  typedNumber: {
    control: 'text',
    placeholder: '《入团志愿书》封面上的编号',
    required: true,
    keyboard: 'number',
    maxlength: 20,
  },
  ethnicity: {
    control: 'list',
    placeholder: '选填',
    required: false,
    words: ETHNIC_GROUPS,
    other: '请写民族名称',
    maxlength: OPTIONAL_LENGTHS.ethnicity,
  },
  education: { control: 'list', placeholder: '选填', required: false, words: EDUCATION },
  politicalStatus: {
    control: 'list',
    placeholder: '选填',
    required: false,
    words: ['共青团员', '中共预备党员', '中共党员', '群众'],
  },
  occupation: optionalText('occupation', '选填，如学生、教师'),
  workUnit: optionalText('workUnit', '选填，学生填学校'),
  hukou: optionalText('hukou', '选填，填到区县'),
  joinUnit: optionalText('joinUnit', '选填，如入团时的学校'),
  email: optionalText('email', '选填，常用的邮箱'),
  qq: { ...optionalText('qq', '选填，5至11位数字'), keyboard: 'number' },
  wechat: optionalText('wechat', '选填，或绑定的手机号'),
  isCadre: {
    control: 'choice',
    placeholder: '',
    required: false,
    options: [
      { value: 'false', word: '否' },
      { value: 'true', word: '是' },
    ],
  },
  cadrePost: { ...optionalText('cadrePost', '如班级团支部书记'), required: true },
  cadreSince: { control: 'month', placeholder: '选填', required: false },
  cadreNature: {
    control: 'list',
    placeholder: '选填',
    required: false,
    words: ['专职', '兼职', '挂职'],
  },
};
