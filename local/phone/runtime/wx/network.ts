import type { SettingsStore } from '../settings';
import { createSignal, wxFunction } from './api';

const WEAK_DELAY_MS = 3000;

/** The phone's connection, as set on the desk. */
export interface Network {
  /** Waits as long as the connection needs; throws when there is none. */
  pass(): Promise<void>;
  /** Throws when there is no connection: an answer that comes now is lost. */
  check(): void;
  members: Record<string, unknown>;
}

/** Makes the connection and the functions of wx that tell of it. */
export function createNetwork(settings: SettingsStore): Network {
  const status = createSignal<{ isConnected: boolean; networkType: string }>();
  const weakness = createSignal<{ weakNet: boolean; networkType: string }>();
  const networkType = (): string =>
    ({ wifi: 'wifi', weak: '3g', none: 'none' })[settings.current.network];
  settings.onChange((now, before) => {
    if (now.network === before.network) return;
    status.fire({ isConnected: now.network !== 'none', networkType: networkType() });
    const weakNet = now.network === 'weak';
    if (weakNet !== (before.network === 'weak')) {
      weakness.fire({ weakNet, networkType: networkType() });
    }
  });
  const check = (): void => {
    if (settings.current.network === 'none') throw new Error('request:fail');
  };
  return {
    check,
    async pass() {
      check();
      if (settings.current.network === 'weak') {
        await new Promise((done) => {
          setTimeout(done, WEAK_DELAY_MS);
        });
        check();
      }
    },
    members: {
      getNetworkType: wxFunction('getNetworkType', () => ({
        networkType: networkType(),
        weakNet: settings.current.network === 'weak',
      })),
      onNetworkStatusChange: status.on,
      offNetworkStatusChange: status.off,
      onNetworkWeakChange: weakness.on,
      offNetworkWeakChange: weakness.off,
    },
  };
}
