import type { ImportProblem, OrganizationStatus, OrganizationType } from '../../../typings/api';
import { problemAt, type ReadRow } from './import-rows';
import {
  isCode,
  MOST_LEVELS,
  placementProblem,
  placeUnder,
  type Parent,
  type Place,
} from './organizations';

/** What an import has to know of an organisation that is there already. */
export interface Existing extends Parent {
  fullName: string;
  shortName: string;
  status: OrganizationStatus;
  parentId: string | null;
  hasChildren: boolean;
}

/** A line with its place in the tree; null while a line or an organisation above it is wrong. */
export interface PlannedRow {
  row: ReadRow;
  place: Place | null;
  problems: ImportProblem[];
}

/** The whole file as one tree below the organisation it is imported under. */
export interface ImportPlan {
  root: Existing;
  rows: PlannedRow[];
  /** Indexes of `rows`, parents before their children: the order of writing. */
  order: number[];
  /** Codes of organisations that have children in the file. */
  parents: ReadonlySet<string>;
}

/** Codes named as parents that are not in the file: to be looked up before planning. */
export function outsideParents(rows: readonly ReadRow[]): string[] {
  const codes = new Set(rows.map(({ code }) => code));
  const outside = rows.map(({ parentCode }) => parentCode);
  return [...new Set(outside)].filter((code) => isCode(code) && !codes.has(code));
}

/** A parent that is a line of the file: its type may be unreadable. */
type ParentInFile = Omit<Parent, 'type'> & { type: OrganizationType | null };

/** Resolves every row's place, walking up from it; shared so that each row is walked once. */
class Placing {
  private readonly places = new Map<number, Place | null>();
  /** First row of each code: the one its children stand under. */
  private readonly byCode = new Map<string, number>();
  private readonly namesakes = new Map<string, string>();

  constructor(
    private readonly rows: readonly PlannedRow[],
    private readonly root: Existing,
    private readonly outside: ReadonlyMap<string, Existing>,
  ) {
    for (const [at, { row }] of rows.entries()) {
      if (row.code !== '' && !this.byCode.has(row.code)) this.byCode.set(row.code, at);
      if (!this.namesakes.has(row.fullName)) this.namesakes.set(row.fullName, row.code);
    }
  }

  firstOf = (code: string): number | undefined => this.byCode.get(code);

  /** Places one row and all rows above it. */
  place(at: number): void {
    const chain: number[] = [];
    const inChain = new Set<number>();
    let next: number | undefined = at;
    while (next !== undefined && !this.places.has(next)) {
      if (inChain.has(next)) {
        this.refuseCircle(chain.slice(chain.indexOf(next)));
        break;
      }
      chain.push(next);
      inChain.add(next);
      next = this.rowAbove(next);
    }
    while (chain.length > 0) {
      const below = chain.pop()!;
      if (!this.places.has(below)) this.places.set(below, this.placeOf(below));
      this.rows[below]!.place = this.places.get(below) ?? null;
    }
  }

  private rowAbove(at: number): number | undefined {
    const { row } = this.rows[at]!;
    return row.code === this.root._id ? undefined : this.byCode.get(row.parentCode);
  }

  private refuse(at: number, column: ImportProblem['column'], problem: string, fix: string): null {
    const planned = this.rows[at]!;
    planned.problems.push(problemAt(planned.row, column, problem, fix));
    return null;
  }

  private refuseCircle(circle: readonly number[]): void {
    const codes = circle.map((at) => this.rows[at]!.row.code);
    const shown = [...codes.slice(0, 5), ...(codes.length > 5 ? ['…'] : []), codes[0]].join('→');
    for (const at of circle) {
      this.refuse(at, 'parentCode', `上级关系成了环：${shown}`, '核对这几行的上级组织');
      this.places.set(at, null);
    }
  }

  /** The place of a row whose parent, if it is in the file, has been placed before. */
  private placeOf(at: number): Place | null {
    const { row } = this.rows[at]!;
    if (row.code === this.root._id) return this.placeOfRoot(at);
    if (row.parentCode === '') {
      return this.refuse(
        at,
        'parentCode',
        '上级组织编码没有填',
        `补上；直属“${this.root.fullName}”的填 ${this.root._id}`,
      );
    }
    const above = this.byCode.get(row.parentCode);
    const parent = above === undefined ? this.outsideParent(at) : this.parentInFile(above);
    if (!parent) return null;
    if (row.type !== null && parent.type !== null) {
      const wrong = placementProblem(parent.type, row.type);
      if (wrong) {
        const column = row.type === 'PROVINCE' ? 'type' : 'parentCode';
        this.refuse(at, column, wrong.problem, wrong.fix);
      }
    }
    if (parent.path.length >= MOST_LEVELS) {
      return this.refuse(
        at,
        'parentCode',
        `组织层级超过 ${MOST_LEVELS} 级`,
        '改到较高一级的组织下面',
      );
    }
    const type = row.type ?? 'GRASSROOTS_COMMITTEE';
    return placeUnder({ ...parent, type: parent.type ?? type }, { id: row.code, type });
  }

  private parentInFile(above: number): ParentInFile | null {
    const place = this.places.get(above);
    const { row } = this.rows[above]!;
    return place ? { ...place, _id: row.code, type: row.type } : null;
  }

  private outsideParent(at: number): Existing | null {
    const { row } = this.rows[at]!;
    const parent = this.outside.get(row.parentCode);
    if (!parent) {
      const meant = this.namesakes.get(row.cells.parentCode.trim());
      const fix = meant
        ? `是不是“${meant}”？请填编码`
        : '核对上级组织的编码，或先把上级组织写进表里';
      return this.refuse(at, 'parentCode', '找不到上级组织', fix);
    }
    if (!parent.path.includes(this.root._id)) {
      return this.refuse(
        at,
        'parentCode',
        `上级组织不在“${this.root.fullName}”之内`,
        '改为其中某个组织的编码，或由上级团组织导入',
      );
    }
    if (parent.status === 'CLOSED') {
      return this.refuse(
        at,
        'parentCode',
        `上级组织“${parent.fullName}”已撤销`,
        '改为在用的上级组织',
      );
    }
    return parent;
  }

  /** The file may name the organisation it is imported under, but not change it. */
  private placeOfRoot(at: number): Place {
    const { row } = this.rows[at]!;
    const { root } = this;
    if (row.fullName !== root.fullName || (row.shortName ?? root.shortName) !== root.shortName) {
      this.refuse(
        at,
        'name',
        '导入不能改变起点组织自己的名称',
        `改为“${root.fullName}”，或删去这一行`,
      );
    }
    const { parentId, path, committeeId } = root;
    return { parentId, path: [...path], committeeId, generalBranchId: null };
  }
}

/**
 * Puts the lines of a file into one tree under `root` and finds what is wrong within the file: codes and
 * names twice, parents that are missing, outside `root`, closed, of the wrong type or in a circle, more
 * than 8 levels. The order of the lines does not matter. `outside`: what is stored of `outsideParents`.
 */
export function planImport(
  rows: readonly ReadRow[],
  root: Existing,
  outside: ReadonlyMap<string, Existing>,
): ImportPlan {
  const planned = rows.map<PlannedRow>((row) => ({
    row,
    place: null,
    problems: [...row.problems],
  }));
  const placing = new Placing(planned, root, outside);
  const names = new Map<string, number>();
  for (const [at, { row, problems }] of planned.entries()) {
    placing.place(at);
    const first = placing.firstOf(row.code) ?? at;
    if (first !== at) {
      problems.push(
        problemAt(row, 'code', `与第 ${rows[first]!.row} 行编码相同`, '核对后改编码或删去一行'),
      );
    }
    if (row.fullName === '') continue;
    const sibling = `${row.parentCode}\n${row.fullName}`;
    const namesake = names.get(sibling);
    if (namesake === undefined) names.set(sibling, row.row);
    else {
      problems.push(
        problemAt(
          row,
          'name',
          `与第 ${namesake} 行全称相同，同一上级下不能重名`,
          '核对后改名或删去一行',
        ),
      );
    }
  }
  const levelOf = (at: number): number => planned[at]!.place?.path.length ?? 0;
  return {
    root,
    rows: planned,
    order: [...planned.keys()].sort((a, b) => levelOf(a) - levelOf(b) || a - b),
    parents: new Set(rows.map(({ parentCode }) => parentCode)),
  };
}
