import { buildWorld } from './build';
import type { WorldSettings, WorldSize } from './size';

/** The process that `buildApart` starts: `builder.ts {"dir", "size", "settings"}`. */
const { dir, size, settings } = JSON.parse(process.argv[2] ?? '') as {
  dir: string;
  size: WorldSize;
  settings: WorldSettings;
};
await buildWorld(dir, size, settings);
