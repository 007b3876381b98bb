import type { ImportRow } from '../../typings/api';
import type { Demo } from './demo';
import { demoApplicant, demoOfficer } from './people';

const ROOT = '35';

const row = (code: string, name: string, type: string, parentCode: string): ImportRow => ({
  code,
  name,
  type,
  parentCode,
});

/**
 * The tree of the guide (domain.md §8). Its story can be played from row 1: no numbers are there yet, and
 * 陈甲 to 王己 wait for their committee. Codes are chosen so that their order is the order of the page.
 */
export const tree: Demo = {
  root: { code: ROOT, name: '团省委' },
  organizations: () => [
    row('0604', '0604团委', '基层团委', ROOT),
    row('0604-1', '0604团总支', '团总支', '0604'),
    row('0604-1-1', '0604团支部（1）', '团支部', '0604-1'),
    row('0604-1-2', '0604团支部（2）1', '团支部', '0604-1'),
    row('0604-1-3', '0604团支部（3）', '团支部', '0604-1'),
    row('0604-1-4', '0604团支部（4）', '团支部', '0604-1'),
    row('0604-1-5', '0604团支部（5）', '团支部', '0604-1'),
    row('0604-2', '0604直属团支部', '团支部', '0604'),
    row('0605', '0605团委', '基层团委', ROOT),
    row('0605-1', '0605团支部', '团支部', '0605'),
  ],
  officers: [
    demoOfficer(1, '高远', ROOT, '团省委工作人员'),
    demoOfficer(2, '叶青', ROOT, '团省委工作人员'),
    demoOfficer(3, '郑帆', '0604', '0604团委工作人员'),
    demoOfficer(4, '何苗', '0605', '0605团委工作人员'),
    demoOfficer(5, '林书', '0604-1', '0604团总支书记'),
    demoOfficer(6, '苏晓', '0604-1-2', '0604团支部（2）1书记'),
    demoOfficer(7, '周宁', '0604-1-5', '0604团支部（5）书记'),
    demoOfficer(8, '许诺', '0604-2', '0604直属团支部书记'),
    demoOfficer(9, '郭敏', '0605-1', '0605团支部书记'),
  ],
  applicants: [
    // With everything that may be left empty.
    demoApplicant(101, '陈甲', '0604-1-2', 'COMMITTEE', {
      education: '本科在读',
      occupation: '学生',
      workUnit: '福建师范大学（旗山校区）',
      hukou: '福建省福州市鼓楼区',
      joinUnit: '福州第三中学',
      email: 'chenjia@example.com',
      qq: '12345678',
      wechat: '13800000101',
      isCadre: true,
      cadrePost: '班级团支部组织委员',
      cadreSince: '2024-09',
      cadreNature: '兼职',
    }),
    demoApplicant(102, '林乙', '0604-1-2', 'COMMITTEE'),
    demoApplicant(103, '黄丙', '0604-1-2', 'COMMITTEE'),
    demoApplicant(104, '张丁', '0604-2', 'COMMITTEE'),
    demoApplicant(105, '李戊', '0604-1-5', 'COMMITTEE'),
    demoApplicant(106, '王己', '0605-1', 'COMMITTEE'),
    // Row 18: a number typed by somebody whom the system gives one is replaced at approval.
    demoApplicant(107, '赵庚', '0604-2', 'COMMITTEE', { typedNumber: '202099999999' }),
    // Rows 19 and 20: numbers from before 2020 and from another province are kept.
    demoApplicant(108, '钱辛', '0604-2', 'COMMITTEE', {
      joinMonth: '2019-05',
      typedNumber: '201935000123',
    }),
    demoApplicant(109, '孙壬', '0604-1-2', 'BRANCH', {
      joinMonth: '2021-03',
      joinedInProvince: false,
      typedNumber: '202144000123',
    }),
    demoApplicant(110, '吴癸', '0604-1-5', 'GENERAL'),
    demoApplicant(111, '冯子', '0604-1-2', 'BRANCH'),
    // This branch has no secretary: a level above reviews on its behalf.
    demoApplicant(112, '卫丑', '0604-1-1', 'BRANCH'),
    demoApplicant(113, '蒋寅', '0604-2', 'RETURNED', { joinMonth: '2020-06' }),
    demoApplicant(114, '沈卯', '0604-1-2', 'WITHDRAWN'),
  ],
};
