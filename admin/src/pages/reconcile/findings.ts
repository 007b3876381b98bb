import type { Difference, NightlyProof, OrganizationRef } from '../../../../typings/api';

/** An organisation whose numbers of a year do not fit. */
export interface YearFinding {
  organization: OrganizationRef;
  year: number;
  differences: Difference[];
}

/** What the nights found, in a sentence: all years, as the list below it shows them. */
export function nightlyVerdict({ findings, finished }: NightlyProof): string {
  if (findings.length > 0) {
    const organizations = new Set(findings.map(({ organization }) => organization.id)).size;
    const years = [...new Set(findings.map(({ year }) => year))].sort((a, b) => a - b);
    const named = years.map((year) => `${year}年`).join('、');
    return `每晚对账发现 ${organizations} 个组织对不上（${named}）`;
  }
  return finished === null ? '还没有对过账，点“立即对账”开始' : '每晚对账相符，没有丢失，没有重复';
}
