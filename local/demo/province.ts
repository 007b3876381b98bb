import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { ImportRow } from '../../typings/api';
import type { Demo } from './demo';
import { demoApplicant, demoOfficer } from './people';

const ROOT = { code: '35', name: '共青团福建省委员会' };
const FILE = 'local/demo/fujian-organizations.csv';

/** The tree of a whole province from its file, without the root; as text cells, as a spreadsheet gives them. */
export function provinceRows(): ImportRow[] {
  const { data } = Papa.parse<ImportRow>(readFileSync(FILE, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return data.filter(({ code }) => code !== ROOT.code);
}

/** A tree of the size of a real province, with people along one line from the top to a branch. */
export const province: Demo = {
  root: ROOT,
  organizations: provinceRows,
  officers: [
    demoOfficer(1, '高远', ROOT.code, '团省委工作人员'),
    demoOfficer(2, '叶青', ROOT.code, '团省委工作人员'),
    demoOfficer(3, '郑帆', '3501', '福州市团委工作人员'),
    demoOfficer(4, '何苗', '350102', '鼓楼区团委工作人员'),
    demoOfficer(5, '林书', '350102001', '鼓东街道团委工作人员'),
    demoOfficer(6, '苏晓', '350102001001', '中山社区团支部书记'),
  ],
  applicants: [
    demoApplicant(101, '陈甲', '350102001001', 'COMMITTEE'),
    demoApplicant(102, '林乙', '350102001001', 'COMMITTEE'),
    demoApplicant(103, '黄丙', '350102001001', 'BRANCH'),
    demoApplicant(104, '张丁', '350102001001', 'COMMITTEE', {
      joinMonth: '2019-05',
      typedNumber: '201935000123',
    }),
  ],
};
