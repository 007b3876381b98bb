import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Name of the font file in the output folder. */
export const ICON_FONT_FILE = 'vant-icon.woff2';

/** Where the browser finds it. */
export const ICON_FONT_URL = `/phone/assets/${ICON_FONT_FILE}`;

/** Vant's icon font: its WXSS takes it from the network, @vant/icons 3 has the same one (preview.md §4, 14). */
export const isIconFont = (source: string): boolean =>
  source.includes('at.alicdn.com') && source.includes('font_2553510');

/** The font, out of the data URL in which the package has it. Throws when the package has changed. */
export function readIconFont(): Buffer {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const source = readFileSync(require.resolve('@vant/icons/src/encode-woff2.less'), 'utf8');
  const data = /data:font\/woff2;[^,]*base64,([A-Za-z0-9+/=]+)/.exec(source)?.[1];
  if (data === undefined) {
    throw new Error('@vant/icons: no woff2 font found in src/encode-woff2.less');
  }
  return Buffer.from(data, 'base64');
}
