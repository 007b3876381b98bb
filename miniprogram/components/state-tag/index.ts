import type { Level } from '../../format/words';

const ICONS: Record<Level, string> = {
  ok: 'check',
  warn: 'warn',
  danger: 'danger',
  info: 'clock',
  mute: 'info',
};

/** A state: icon, word and colour together, never the colour alone. */
Component({
  properties: {
    level: { type: String, value: 'mute' as Level },
    text: { type: String, value: '' },
  },
  data: { icon: 'info' },
  observers: {
    level(level: Level) {
      this.setData({ icon: ICONS[level] });
    },
  },
});
