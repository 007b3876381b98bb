import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { alarmsOf, clockAlarm, type SystemFacts } from '../../cloudfunctions/core/domain/alarms';
import { addCounters, callCounters, figuresOf } from '../../cloudfunctions/core/domain/metrics';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 22, 4);

describe('counters of calls', () => {
  it('tell what was refused by a rule from what could not be done', () => {
    const all = ['OK', 'FORBIDDEN', 'EXHAUSTED', 'BUSY', 'UNKNOWN', 'INTERNAL']
      .map((outcome) => callCounters(outcome, 5, 3))
      .reduce(addCounters, {});
    expect(figuresOf(all)).toMatchObject({ calls: 6, refused: 2, failed: 3, requests: 3 });
  });

  it('are nothing while nobody called', () => {
    const none = { calls: 0, refused: 0, failed: 0, requests: 0, p50: 0, p95: 0 };
    expect(figuresOf({})).toEqual(none);
  });

  it('give times within the class of the true ones, and the 95th never before the 50th', () => {
    const bounds = [0, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];
    const times = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(times, (all) => {
        const { p50, p95 } = figuresOf(
          all.map((ms) => callCounters('OK', ms, 1)).reduce(addCounters, {}),
        );
        const sorted = [...all].sort((a, b) => a - b);
        for (const [share, told] of [
          [0.5, p50],
          [0.95, p95],
        ] as const) {
          const true_ = sorted[Math.max(0, Math.ceil(share * all.length) - 1)]!;
          const at = Math.max(
            1,
            bounds.findIndex((bound) => true_ <= bound),
          );
          expect(told).toBeGreaterThanOrEqual(bounds[at - 1]!);
          expect(told).toBeLessThanOrEqual(bounds[at]!);
        }
        expect(p95).toBeGreaterThanOrEqual(p50);
      }),
    );
  });
});

describe('alarms', () => {
  const well: SystemFacts = {
    now: NOW,
    findings: 0,
    jobs: [{ id: 'clean-up', dueAt: NOW }],
    recent: {},
    refused: {},
  };
  const kinds = (changes: Partial<SystemFacts>) =>
    alarmsOf({ ...well, ...changes }).map(({ kind }) => kind);

  it('there is none while all is well', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ recent: { calls: 1000, failed: 9, sent: 50, notSent: 2 } })).toEqual([]);
  });

  it('differences in the numbers, each organisation counts', () => {
    expect(kinds({ findings: 1 })).toEqual(['RECONCILE']);
  });

  it('a job of the clock that was due for more than 26 hours, by its name', () => {
    const due = (hours: number) => [{ id: 'prove-nightly', dueAt: NOW - hours * HOUR }];
    expect(kinds({ jobs: due(26) })).toEqual([]);
    const found = clockAlarm({ now: NOW, jobs: due(27) });
    expect(found).toMatchObject({ kind: 'CLOCK', since: NOW - HOUR });
    expect(found?.text).toContain('夜间对账');
  });

  it('messages that fail, from three and a fifth on', () => {
    expect(kinds({ recent: { sent: 12, notSent: 3 } })).toEqual(['SMS']);
    expect(kinds({ recent: { sent: 13, notSent: 3 } })).toEqual([]);
    expect(kinds({ recent: { notSent: 2 } })).toEqual([]);
  });

  it('calls that fail, from ten and one in twenty on', () => {
    expect(kinds({ recent: { calls: 200, failed: 10 } })).toEqual(['ERRORS']);
    expect(kinds({ recent: { calls: 201, failed: 10 } })).toEqual([]);
    expect(kinds({ recent: { calls: 9, failed: 9 } })).toEqual([]);
  });

  it('limits that somebody ran into: the one of the whole province, and those of copying', () => {
    expect(kinds({ refused: { FLOOD_PROVINCE: 1 } })).toEqual(['FLOOD']);
    expect(kinds({ refused: { REVEAL_TOO_MANY: 2 } })).toEqual(['COPYING']);
  });

  it('each says what is wrong and what to do', () => {
    const all = alarmsOf({
      ...well,
      findings: 2,
      jobs: [{ id: 'x', dueAt: 0 }],
      recent: { calls: 10, failed: 10, notSent: 3 },
      refused: { FLOOD_PROVINCE: 1, REVEAL_TOO_MANY: 1 },
    });
    expect(all).toHaveLength(6);
    for (const { text, todo } of all) {
      expect(text).toMatch(/[\u4e00-\u9fff].*。$/);
      expect(todo).toMatch(/^请/);
    }
  });
});
