import type { Level } from '../../format/words';

const ICONS: Record<Level, string> = {
  ok: 'check',
  warn: 'warn',
  danger: 'danger',
  info: 'info',
  mute: 'info',
};

/** Something to be told, on its own ground: a sentence in bold, one below it, and what the page adds. */
Component({
  properties: {
    level: { type: String, value: 'info' as Level },
    title: { type: String, value: '' },
    text: { type: String, value: '' },
  },
  data: { icon: 'info' },
  observers: {
    level(level: Level) {
      this.setData({ icon: ICONS[level] });
    },
  },
});
