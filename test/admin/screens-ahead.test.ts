import { describe, expect, it, jest } from '@jest/globals';
import type { Router } from 'vue-router';
import { fetchScreens } from '../../admin/src/pages/sign-in/screens-ahead';

/** A router that finds these screens at every address. */
const routerWith = (...screens: unknown[]): Router =>
  ({
    resolve: () => ({ matched: screens.map((screen) => ({ components: { default: screen } })) }),
  }) as unknown as Router;

describe('screens fetched while the code is on its way', () => {
  it('are those of the frame and of the page', () => {
    const frame = jest.fn(() => Promise.resolve({}));
    const page = jest.fn(() => Promise.resolve({}));
    fetchScreens(routerWith(frame, page), '/numbers');
    expect(frame).toHaveBeenCalledTimes(1);
    expect(page).toHaveBeenCalledTimes(1);
  });

  it('may be there already', () => {
    expect(() => fetchScreens(routerWith({ template: '' }, undefined), '/')).not.toThrow();
  });

  it('stop nobody when they cannot be had now', async () => {
    const page = jest.fn(() => Promise.reject(new Error('Failed to fetch')));
    fetchScreens(routerWith(page), '/numbers');
    await new Promise((done) => setTimeout(done));
    expect(page).toHaveBeenCalledTimes(1);
  });
});
