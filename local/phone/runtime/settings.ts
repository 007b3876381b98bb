/** What the desk sets on a phone. */
export interface PhoneSettings {
  /** The WeChat identity of whoever holds the phone. */
  openid: string;
  /** WeChat's own font size, 1 is the standard one. */
  fontScale: number;
  theme: 'light' | 'dark';
  network: 'wifi' | 'weak' | 'none';
}

/** The settings now, and whoever wants to know of changes. */
export interface SettingsStore {
  readonly current: Readonly<PhoneSettings>;
  update(changes: Partial<PhoneSettings>): void;
  onChange(listener: (now: PhoneSettings, before: PhoneSettings) => void): void;
}

/** Kind of the message that the desk posts to a phone with changed settings. */
const MESSAGE = 'phone-settings';

const oneOf = <T extends string>(value: string | null, choices: readonly T[]): T =>
  choices.find((choice) => choice === value) ?? choices[0]!;

/** Reads `?as=OPENID&font=1.2&theme=dark&network=none` and listens to the desk, if it is in its frame. */
export function readSettings(): SettingsStore {
  const query = new URLSearchParams(location.search);
  let current: PhoneSettings = {
    openid: query.get('as') ?? 'demo-visitor',
    fontScale: Number(query.get('font') ?? 1) || 1,
    theme: oneOf(query.get('theme'), ['light', 'dark']),
    network: oneOf(query.get('network'), ['wifi', 'weak', 'none']),
  };
  const listeners: Array<(now: PhoneSettings, before: PhoneSettings) => void> = [];
  const store: SettingsStore = {
    get current() {
      return current;
    },
    update(changes) {
      const before = current;
      current = { ...current, ...changes };
      listeners.forEach((listener) => listener(current, before));
    },
    onChange: (listener) => listeners.push(listener),
  };
  window.addEventListener('message', ({ origin, data }: MessageEvent<unknown>) => {
    const message = data as { type?: string; settings?: Partial<PhoneSettings> } | null;
    if (origin === location.origin && message?.type === MESSAGE) {
      store.update(message.settings ?? {});
    }
  });
  return store;
}
