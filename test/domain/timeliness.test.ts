import { describe, expect, it } from '@jest/globals';

import { type LateGroup, slowPlaces } from '../../cloudfunctions/core/domain/timeliness';
import type { OrganizationType, PendingStatus } from '../../typings/api';

const group = (
  child: string | null,
  status: PendingStatus,
  late: number,
  since: number,
): LateGroup => ({ child, status, late, since });
const committee = { id: 'C', type: 'GRASSROOTS_COMMITTEE' as const };
const children = (...given: Array<[string, OrganizationType]>) => new Map(given);

describe('where reviews are late', () => {
  it('is with the child whose turn it is, or in whose subtree, and with the committee itself', () => {
    const below = children(['G', 'GENERAL_BRANCH'], ['B', 'BRANCH']);
    const places = slowPlaces(committee, below, [
      group('G', 'PENDING_BRANCH', 1, 50),
      group('G', 'PENDING_GENERAL', 2, 40),
      group('G', 'PENDING_COMMITTEE', 3, 30),
      group('B', 'PENDING_BRANCH', 1, 20),
      group('B', 'PENDING_COMMITTEE', 1, 60),
    ]);
    expect(places).toEqual([
      { orgId: 'C', late: 4, status: 'PENDING_COMMITTEE', since: 30 },
      { orgId: 'G', late: 3, status: 'PENDING_GENERAL', since: 40 },
      { orgId: 'B', late: 1, status: 'PENDING_BRANCH', since: 20 },
    ]);
  });

  it('is below a committee for whoever stands above that', () => {
    const county = { id: 'K', type: 'COUNTY' as const };
    const below = children(['C', 'GRASSROOTS_COMMITTEE'], ['B', 'BRANCH']);
    const places = slowPlaces(county, below, [
      group('C', 'PENDING_COMMITTEE', 5, 10),
      group('B', 'PENDING_COMMITTEE', 1, 5),
    ]);
    expect(places.map(({ orgId, late }) => [orgId, late])).toEqual([
      ['C', 5],
      ['K', 1],
    ]);
  });

  it('is never told of somebody above', () => {
    const general = { id: 'G', type: 'GENERAL_BRANCH' as const };
    const below = children(['B', 'BRANCH']);
    const places = slowPlaces(general, below, [
      group('B', 'PENDING_COMMITTEE', 9, 1),
      group('B', 'PENDING_GENERAL', 1, 2),
    ]);
    expect(places).toEqual([{ orgId: 'G', late: 1, status: 'PENDING_GENERAL', since: 2 }]);
    const branch = { id: 'B', type: 'BRANCH' as const };
    const own = [group(null, 'PENDING_BRANCH', 1, 3), group(null, 'PENDING_COMMITTEE', 1, 1)];
    expect(slowPlaces(branch, new Map(), own).map(({ orgId, since }) => [orgId, since])).toEqual([
      ['B', 3],
    ]);
  });

  it('has the longest wait first where as many are late', () => {
    const below = children(['A', 'BRANCH'], ['B', 'BRANCH']);
    const both = [group('A', 'PENDING_BRANCH', 1, 9), group('B', 'PENDING_BRANCH', 1, 8)];
    expect(slowPlaces(committee, below, both).map(({ orgId }) => orgId)).toEqual(['B', 'A']);
  });
});
