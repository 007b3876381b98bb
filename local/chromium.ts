import { existsSync } from 'node:fs';
import type { LaunchOptions } from 'playwright-core';

/** Where browsers are found: CHROMIUM names another one. */
const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Which browser is started, and how; null where there is none. */
export function chromiumOptions(): LaunchOptions | null {
  const executablePath = CHROMIUM.find((path) => path && existsSync(path));
  if (!executablePath) return null;
  return {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
