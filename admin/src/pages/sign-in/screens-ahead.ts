import type { Router } from 'vue-router';

/**
 * Fetches the screens of an address while the person still waits for the code, so that they stand right after the
 * last press. One that cannot be had now is asked for again, and told of, when the person goes there.
 */
export function fetchScreens(router: Router, address: string): void {
  for (const { components } of router.resolve(address).matched) {
    for (const screen of Object.values(components ?? {})) {
      if (typeof screen === 'function') (screen as () => Promise<unknown>)().catch(() => undefined);
    }
  }
}
