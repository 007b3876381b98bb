import { placeUnder } from '../../../cloudfunctions/core/domain/organizations';
import type { OrganizationDocument } from '../../../cloudfunctions/core/ports/documents';
import { newOrganization } from '../../../cloudfunctions/core/usecases/organization/document';
import type { OrganizationType } from '../../../typings/api';
import { provinceRows } from '../../demo/province';
import { LAST_YEAR } from '../calendar';
import type { Plan } from '../plan';

/** An organisation of the simulated province. */
export interface Org {
  id: string;
  parentId: string | null;
  type: OrganizationType;
  name: string;
  /** Created by its committee during the year; the others are there from the beginning. */
  isLater: boolean;
}

export const ROOT = '35';
/** Classes under each general branch of a school; those of the second one leave school in July. */
export const CLASSES = 6;
/** Share of the new members who are at school. */
export const AT_SCHOOL = 0.4;
/** So many of the others come to one branch. */
const PEOPLE_PER_BRANCH = 5;
/** More branches of one committee than people join in. */
const MOST_OF_COMMITTEE = 15;

const TYPES: Readonly<Record<string, OrganizationType>> = {
  city: 'CITY',
  county: 'COUNTY',
  committee: 'GRASSROOTS_COMMITTEE',
  branch: 'BRANCH',
};

/** A generated school: a committee, two general branches, and in autumn new classes under the first of them. */
export interface School {
  id: string;
  staying: string;
  leaving: string;
  stayingClasses: string[];
  leavingClasses: string[];
  laterClasses: string[];
}

/**
 * The organisations of the province's file with schools generated in the counties where people join: the file has no
 * general branches, and no branches anywhere but in villages and neighbourhoods.
 */
export class Province {
  /** Parents before children. */
  readonly orgs: Org[] = [];
  readonly schools: School[] = [];
  /** Branches of the file in which people join. */
  readonly branches: string[] = [];
  private readonly byId = new Map<string, Org>();
  private readonly places = new Map<string, number>();

  constructor(plan: Plan) {
    const root = '共青团福建省委员会';
    this.add({ id: ROOT, parentId: null, type: 'PROVINCE', name: root, isLater: false });
    const rows = provinceRows().map(({ code, name, type, parentCode }) => ({
      id: code,
      parentId: parentCode,
      type: TYPES[type]!,
      name,
      isLater: false,
    }));
    const all = rows.filter(({ type }) => type === 'COUNTY').map(({ id }) => id);
    const counties = all.filter(
      (_, i) =>
        Math.floor(((i + 1) * plan.counties) / all.length) >
        Math.floor((i * plan.counties) / all.length),
    );
    const kept = new Set(counties);
    for (const row of rows) {
      const isKept =
        !plan.isPart ||
        row.type === 'CITY' ||
        kept.has(row.id) ||
        kept.has(row.parentId) ||
        kept.has(this.byId.get(row.parentId)?.parentId ?? '');
      if (isKept) this.add(row);
    }
    for (const county of counties) {
      for (let s = 1; s <= plan.schoolsPerCounty; s++) this.addSchool(county, s);
    }
    this.chooseBranches(counties, Math.ceil((plan.members * (1 - AT_SCHOOL)) / PEOPLE_PER_BRANCH));
  }

  get(id: string): Org {
    const org = this.byId.get(id);
    if (!org) throw new RangeError(`there is no organisation ${id}`);
    return org;
  }

  /** A number of its own for every organisation. */
  placeOf(id: string): number {
    return this.places.get(id)!;
  }

  /** The documents of all that are there from the beginning. */
  *documents(): Generator<readonly ['organizations', OrganizationDocument]> {
    const parents = new Set(this.orgs.filter(({ isLater }) => !isLater).map((o) => o.parentId));
    const made = new Map<string, OrganizationDocument>();
    const at = Date.UTC(LAST_YEAR, 0, 2);
    for (const { id, parentId, type, name, isLater } of this.orgs) {
      if (isLater) continue;
      const place = placeUnder(parentId === null ? null : made.get(parentId)!, { id, type });
      const names = { fullName: name, shortName: name };
      const document = newOrganization(id, names, type, place, parents.has(id), at);
      made.set(id, document);
      yield ['organizations', document];
    }
  }

  private add(org: Org): string {
    this.places.set(org.id, this.orgs.length);
    this.orgs.push(org);
    this.byId.set(org.id, org);
    return org.id;
  }

  private addSchool(county: string, number: number): void {
    const place = this.get(county).name.replace('共青团', '').replace('委员会', '');
    const name = `${place}第${number}中学`;
    const make = (
      code: string,
      parentId: string,
      type: OrganizationType,
      text: string,
      isLater = false,
    ): string => this.add({ id: code, parentId, type, name: text, isLater });
    const id = make(`${county}-S${number}`, county, 'GRASSROOTS_COMMITTEE', `${name}团委`);
    const general = (g: number, text: string): string =>
      make(`${id}-G${g}`, id, 'GENERAL_BRANCH', `${name}${text}团总支`);
    const staying = general(1, '低年级');
    const leaving = general(2, '毕业年级');
    const classes = (parent: string, mark: string, text: string, isLater = false): string[] =>
      Array.from({ length: CLASSES }, (_, i) =>
        make(`${parent}-${mark}${i + 1}`, parent, 'BRANCH', `${text}${i + 1}班团支部`, isLater),
      );
    this.schools.push({
      id,
      staying,
      leaving,
      stayingClasses: classes(staying, '', '高一'),
      leavingClasses: classes(leaving, '', '高三'),
      laterClasses: classes(staying, 'N', '新高一', true),
    });
  }

  /** Committee by committee, counties in turn. */
  private chooseBranches(counties: readonly string[], wanted: number): void {
    const below = new Map<string, string[]>();
    for (const { id, parentId, type } of this.orgs) {
      if (!parentId || id.includes('-') || type === 'PROVINCE') continue;
      below.set(parentId, [...(below.get(parentId) ?? []), id]);
    }
    for (let round = 0; this.branches.length < wanted; round++) {
      const chosen = counties.flatMap((county) => below.get(county)?.[round] ?? []);
      if (chosen.length === 0) return;
      for (const committee of chosen) {
        const some = (below.get(committee) ?? []).slice(0, MOST_OF_COMMITTEE);
        this.branches.push(...some.slice(0, wanted - this.branches.length));
      }
    }
  }
}
