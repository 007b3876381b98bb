import type { ImportRow } from '../../typings/api';
import { type Random, randomFrom } from '../random';
import { demoIdNumber } from './people';

export interface GeneratorOptions {
  /** The same seed gives the same tree. */
  seed: number;
  /** Organisations below the root, at least 100. */
  total: number;
  rootCode: string;
}

/** Somebody to appoint: staff of a committee, secretary of a branch or general branch. */
export interface GeneratedOfficer {
  orgId: string;
  name: string;
  phone: string;
  idNumber: string;
}

const CITIES = 9;
const COUNTIES = 9;
/** One county has this many committees and one committee this many branches, if the tree is large enough. */
const WIDEST = 1000;
/** Two of these make the name of a place. */
const PLACES =
  '安宁泰和福清长乐永春德化龙岩平湖仙游南靖连城上杭武建瓯松溪霞浦古田屏寿周柘荣鼎海沧集美';
const KINDS = ['中学', '街道', '镇', '学院', '公司', '医院'];
const SURNAMES = '陈林黄张李王吴刘郑蔡杨许郭谢何叶苏周庄曾';
const GIVEN = '安宁书远帆晓苗敏诺晨曦雨泽文轩若涵子墨思琪一凡佳怡';

/** The name of the place with this number; different ones for any 1,849 numbers in a row. */
function placeName(number: number): string {
  const first = number % PLACES.length;
  const second = (Math.floor(number / PLACES.length) + first * 5) % PLACES.length;
  return `${PLACES[first]}${PLACES[second]}`;
}

/** Grows a tree until it has the wanted size; whatever would be too many is not added. */
class Growing {
  readonly rows: ImportRow[] = [];
  private readonly random: Random;

  constructor(private readonly options: GeneratorOptions) {
    this.random = randomFrom(options.seed);
  }

  get isFull(): boolean {
    return this.rows.length >= this.options.total;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  add(code: string, name: string, type: string, parentCode: string): string {
    if (!this.isFull) this.rows.push({ code, name, type, parentCode });
    return code;
  }

  branches(parentCode: string, name: string, count: number): void {
    for (let b = 1; b <= count; b++) {
      this.add(`${parentCode}-${b}`, `${name}第${b}团支部`, '团支部', parentCode);
    }
  }

  /** A committee with `branches` branches; in every fifth they stand under general branches. */
  committee(county: string, name: string, number: number, branches: number): void {
    const full = `${name}${placeName(number)}${KINDS[number % KINDS.length]}`;
    const code = this.add(`${county}-${number}`, `${full}团委`, '基层团委', county);
    const generals = this.between(1, 5) === 1 ? this.between(2, 4) : 0;
    for (let g = 1; g <= generals; g++) {
      const general = this.add(`${code}-Z${g}`, `${full}第${g}团总支`, '团总支', code);
      this.branches(general, `${full}${g}部`, Math.ceil(branches / generals));
    }
    if (generals === 0) this.branches(code, full, branches);
  }
}

/**
 * A tree of `total` organisations below the root, as rows of the import: cities, counties, committees,
 * general branches in a fifth of the committees, branches.
 */
export function generateRows(options: GeneratorOptions): ImportRow[] {
  const growing = new Growing(options);
  const counties: Array<{ code: string; name: string; committees: number }> = [];
  for (let c = 1; c <= CITIES; c++) {
    const city = `${options.rootCode}-${c}`;
    growing.add(city, `${placeName(c * 50)}市团委`, '市级团委', options.rootCode);
    for (let n = 1; n <= COUNTIES; n++) {
      const name = `${placeName(c * 50 + n * 3)}县`;
      const code = growing.add(`${city}-${n}`, `${name}团委`, '县级团委', city);
      counties.push({ code, name, committees: 0 });
    }
  }
  const [widest, deepest] = counties;
  if (options.total >= 4 * WIDEST && widest && deepest) {
    while (widest.committees < WIDEST) {
      growing.committee(widest.code, widest.name, ++widest.committees, 1);
    }
    const code = `${deepest.code}-${++deepest.committees}`;
    growing.add(code, `${deepest.name}大学团委`, '基层团委', deepest.code);
    growing.branches(code, `${deepest.name}大学`, WIDEST);
  }
  while (!growing.isFull) {
    for (const county of counties.slice(2)) {
      growing.committee(county.code, county.name, ++county.committees, growing.between(6, 22));
    }
  }
  return growing.rows;
}

/** One officer for each of the organisations, in their order; phone numbers begin with 139. */
export function generateOfficers(rows: readonly ImportRow[], seed: number): GeneratedOfficer[] {
  const random = randomFrom(seed);
  const oneOf = (signs: string): string => signs[Math.floor(random() * signs.length)] ?? '';
  return rows.map(({ code }, at) => ({
    orgId: code,
    name: oneOf(SURNAMES) + oneOf(GIVEN) + oneOf(GIVEN),
    phone: `139${String(at).padStart(8, '0')}`,
    idNumber: demoIdNumber(`${1990 + (at % 10)}0312`, at % 1000),
  }));
}
