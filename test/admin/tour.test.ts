import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { createTour } from '../../admin/src/components/guided-tour/tour-run';
import { tourSteps } from '../../admin/src/components/guided-tour/tour-steps';
import type { TourStep } from '../../admin/src/components/guided-tour/tour-steps';
import type { OrganizationType } from '../../typings/api';

const marks = (type: OrganizationType) =>
  tourSteps(type).map(({ page, mark }) => `${page} ${mark ?? ''}`.trim());

describe('the stops of the guided tour', () => {
  it('define a range, hand down, review, look up, take back: for the province', () => {
    expect(marks('PROVINCE')).toEqual([
      'numbers',
      'numbers define',
      'numbers tree',
      'numbers allocate',
      'reviews reviews',
      'trace trace',
      'numbers rows',
      'numbers me',
    ]);
  });

  it('leave out what an office cannot do', () => {
    expect(marks('GENERAL_BRANCH')).not.toContain('numbers define');
    expect(marks('GENERAL_BRANCH')).toContain('numbers allocate');
    expect(marks('BRANCH')).toEqual([
      'numbers',
      'numbers holding',
      'reviews reviews',
      'trace trace',
      'numbers me',
    ]);
  });

  it('point at what stands on a page', () => {
    const sources = readdirSync('admin/src', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.vue'))
      .map((path) => readFileSync(`admin/src/${path}`, 'utf8'))
      .join('');
    for (const { mark } of [...tourSteps('PROVINCE'), ...tourSteps('BRANCH')])
      if (mark !== null) expect(sources).toContain(`data-tour="${mark}"`);
  });
});

describe('going through the tour', () => {
  const stop = (page: string, mark: string | null): TourStep => ({
    title: page,
    text: '',
    page,
    mark,
  });
  const steps = [stop('numbers', null), stop('reviews', 'list'), stop('trace', 'field')];

  function tour(there: Record<string, string | null>) {
    const shown: string[] = [];
    const held: Array<() => void> = [];
    const made = createTour<string>(steps, {
      show: async (page) => void shown.push(page),
      find: (mark) =>
        new Promise((resolve) => {
          held.push(() => resolve(there[mark] ?? null));
        }),
    });
    return { ...made, shown, found: () => held.shift()!() };
  }
  const settled = () => new Promise((go) => setImmediate(go));

  it('shows the page first, then points at what was found there', async () => {
    const { at, target, go, shown, found } = tour({ list: 'the list' });
    await go(0);
    expect([at.value, target.value, shown]).toEqual([0, null, ['numbers']]);
    const next = go(1);
    await settled();
    expect([at.value, shown]).toEqual([0, ['numbers', 'reviews']]);
    found();
    await next;
    expect([at.value, target.value]).toEqual([1, 'the list']);
  });

  it('tells a stop in the middle of the screen when its place is not there', async () => {
    const { at, target, go, found } = tour({});
    const going = go(1);
    await settled();
    found();
    await going;
    expect([at.value, target.value]).toEqual([1, null]);
  });

  it('goes where it was sent last', async () => {
    const { at, target, go, found } = tour({ list: 'the list', field: 'the field' });
    const first = go(1);
    await settled();
    const second = go(2);
    await settled();
    found();
    found();
    await Promise.all([first, second]);
    expect([at.value, target.value]).toEqual([2, 'the field']);
  });

  it('stays where it is beyond its ends', async () => {
    const { at, go } = tour({});
    await go(0);
    await go(3);
    await go(-1);
    expect(at.value).toBe(0);
  });
});
