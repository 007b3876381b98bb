import { z } from 'zod';

import type { ActionName, Overview } from '../../../../typings/api';
import { poolFor } from '../../domain/assignment';
import { figuresOf, rowsOf } from '../../domain/holdings';
import { count } from '../../domain/intervals';
import { isShrinkable } from '../../domain/top-range';
import { mayDo, query } from '../action';
import { holdingsOf } from '../holdings';
import { OrganizationNames, organizationInScope, refOf } from '../organization-lookup';
import { totalsOf } from '../totals';
import { counterOf, entryFor, movementsOf } from './entries';
import { orgId, year } from './input';
import { requestId } from './request-more';
import { undoStates } from './undo-states';

const RECENT = 10;
/** An organisation has fewer direct children with numbers than one query gives. */
const MOST_CHILDREN = 1000;

/** Everything the page 团员编号分配 shows of one organisation in one year. */
export const overview = query(
  'numbering.overview',
  z.strictObject({ orgId, year }),
  async (context, input): Promise<Overview> => {
    const { database } = context;
    const organization = await organizationInScope(context, 'numbering.overview', input.orgId);
    const children = await database.find(
      'holdings',
      { parentId: organization._id, year: input.year },
      { limit: MOST_CHILDREN, fields: ['orgId', 'held', 'free'] },
    );
    const recent = await movementsOf(
      database,
      [{ orgs: organization._id, year: input.year }],
      RECENT,
    );
    const names = await OrganizationNames.load(database, [
      ...organization.path,
      organization.committeeId,
      ...children.map((child) => child.orgId),
      ...recent.flatMap((entry) => [entry.actingOrg, ...counterOf(entry, organization._id)]),
    ]);
    const committee = organization.committeeId ? names.get(organization.committeeId) : undefined;
    const holdings = await holdingsOf(
      database,
      input.year,
      committee ? [organization, committee] : [organization],
    );
    const holding = holdings.get(organization._id)!;
    const totals = await totalsOf(database, input.year, [organization._id]);
    const state = (await database.get('years', String(input.year)))?.state ?? 'OPEN';
    const undo = await undoStates(context, recent, names);
    const asked = mayDo(context, 'numbering.requestMore', organization.path)
      ? await database.get('requests', requestId(input.year, organization._id))
      : null;
    const mayMove = !holding.closed && organization.status === 'ACTIVE';
    const may = (action: ActionName): boolean =>
      mayMove && mayDo(context, action, organization.path);
    const figures = figuresOf(holding);
    const pool =
      organization.type === 'BRANCH' && committee
        ? poolFor(holding) === 'BRANCH'
          ? { organization: refOf(organization), free: count(holding.free) }
          : { organization: refOf(committee), free: count(holdings.get(committee._id)!.free) }
        : null;
    return {
      organization: refOf(organization),
      path: names.path(organization.path.slice(0, -1)),
      year: input.year,
      yearState: state,
      rev: holding.rev,
      ...figures,
      rows: rowsOf(
        holding,
        children.map((child) => ({ organization: names.ref(child.orgId), held: child.held })),
      ),
      waiting: totals.get(organization._id)?.waiting ?? 0,
      usedBelow: totals.get(organization._id)?.used ?? 0,
      may: {
        defineRange: state === 'OPEN' && may('numbering.defineRange'),
        shrinkRange: isShrinkable(holding) && may('numbering.shrinkRange'),
        allocate: organization.type !== 'BRANCH' && may('numbering.allocate'),
        reclaim: figures.free > 0 && may('numbering.reclaim'),
        giveBack: figures.free > 0 && may('numbering.giveBack'),
        requestMore: state !== 'CLOSED' && !asked?.open && may('numbering.requestMore'),
        undo: recent.find((entry) => undo(entry).mayUndo)?._id ?? null,
      },
      parent: organization.parentId ? names.ref(organization.parentId) : null,
      pool,
      recent: recent.flatMap((entry) => entryFor(entry, organization._id, names) ?? []),
    };
  },
);
