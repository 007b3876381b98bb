import type { PreflightCheck, ReviewPool } from '../../../../typings/api';
import { poolFor } from '../../domain/assignment';
import { count } from '../../domain/intervals';
import { preflight } from '../../domain/preflight';
import { isPending } from '../../domain/review';
import type { Database } from '../../ports/database';
import type { HoldingDocument, RegistrationDocument } from '../../ports/documents';
import { holdingId } from '../holdings';
import type { OrganizationNames } from '../organization-lookup';
import { joinYearOf } from '../registration/person';
import { factsOf } from './item';

interface Pool {
  orgId: string;
  year: number;
  free: number;
  wanted: number;
}

/** Whether the people of a page will get numbers, each after those who submitted earlier. */
export class Prospects {
  private constructor(
    private readonly byPerson: ReadonlyMap<string, { pool: Pool; before: number }>,
    private readonly all: readonly Pool[],
  ) {}

  /** One request; none when nobody of the page draws a number. */
  static async load(database: Database, page: readonly RegistrationDocument[]): Promise<Prospects> {
    const people = page
      .filter(({ mode, status }) => mode === 'AUTO' && isPending(status))
      .sort((a, b) => a.submittedAt - b.submittedAt || (a._id < b._id ? -1 : 1));
    const ids = people.flatMap((person) =>
      [person.branchId, person.committeeId].map((orgId) => holdingId(joinYearOf(person), orgId)),
    );
    const stored = await database.getMany('holdings', [...new Set(ids)]);
    const holdings = new Map(stored.map((holding) => [holding._id, holding]));
    const pools = new Map<string, Pool>();
    const byPerson = new Map<string, { pool: Pool; before: number }>();
    for (const person of people) {
      const pool = poolOf(person, holdings, pools);
      byPerson.set(person._id, { pool, before: pool.wanted });
      pool.wanted += 1;
    }
    return new Prospects(byPerson, [...pools.values()]);
  }

  /** The checks of one person of the page, the pool among them. */
  checksOf(person: RegistrationDocument, names: OrganizationNames): PreflightCheck[] {
    const prospect = this.byPerson.get(person._id);
    if (!prospect) return preflight(factsOf(person));
    const { pool, before } = prospect;
    const left = { name: names.ref(pool.orgId).name, free: pool.free - before };
    return preflight({ ...factsOf(person), pool: left });
  }

  pools(names: OrganizationNames): ReviewPool[] {
    return this.all.map(({ orgId, ...pool }) => ({ organization: names.ref(orgId), ...pool }));
  }
}

/** The pool a person draws from, made once per organisation and year. */
function poolOf(
  person: RegistrationDocument,
  holdings: ReadonlyMap<string, HoldingDocument>,
  pools: Map<string, Pool>,
): Pool {
  const year = joinYearOf(person);
  const branch = holdings.get(holdingId(year, person.branchId)) ?? null;
  const orgId = poolFor(branch) === 'BRANCH' ? person.branchId : person.committeeId;
  const id = holdingId(year, orgId);
  const holding = holdings.get(id);
  const free = holding && !holding.closed ? count(holding.free) : 0;
  const pool = pools.get(id) ?? { orgId, year, free, wanted: 0 };
  pools.set(id, pool);
  return pool;
}
