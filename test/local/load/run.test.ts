import { describe, expect, it } from '@jest/globals';

import { loadPage } from '../../../local/load/page';
import { runLoad } from '../../../local/load/run';

describe('npm run load on a small province', () => {
  it('does its work without a failure, and writes its page', async () => {
    const result = await runLoad(
      {
        seed: 3,
        port: 0,
        size: { organizations: 200, members: 60, pools: 2, waitingPerPool: 500, newcomers: 300 },
        only: ['pass', 'passMany', 'a morning'],
        seconds: 1,
        steps: 1,
        factor: 1.5,
        pathCalls: 2,
        profileSeconds: 0,
      },
      'npm run load',
      () => undefined,
    );
    expect(result.actions.map(({ action }) => action)).toEqual(['pass', 'passMany', 'a morning']);
    for (const { steps } of result.actions) {
      expect(steps).toEqual([expect.objectContaining({ failures: {} })]);
    }
    // 14, and now and then the counters of an instance.
    const { requests } = result.actions[0]!.steps[0]!.cost;
    expect(Math.floor(requests)).toBe(14);
    expect(result.path!.requests.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['identify', 'begin', 'reads', 'writes', 'commit', 'after']),
    );
    const page = loadPage(result, { before: [result], after: [result, result] });
    expect(page).toContain('sequenceDiagram');
    expect(page).toContain('| a morning |');
    expect(page).toContain('Before and after');
  }, 180_000);
});
