import { make } from '../dom';
import { any, builtin, flag, number, text } from './builtin';
import type { Builtin, Hover } from './builtin';

/** Shows no class by default. */
const SILENT: Hover = { className: 'none', startMs: 50, stayMs: 400 };

const ICONS: Record<string, string> = {
  success: '✔',
  success_no_circle: '✓',
  warn: '!',
  info: 'i',
  waiting: '⏱',
  cancel: '✖',
  download: '⬇',
  search: '🔍',
  clear: '⊗',
};

const view = builtin({ tag: 'view', properties: {}, hover: SILENT, attach: () => {} });
const coverView = builtin({ tag: 'cover-view', properties: {}, hover: SILENT, attach: () => {} });

const textComponent = builtin({
  tag: 'text',
  properties: {
    selectable: flag(),
    userSelect: flag(),
    space: text(),
    decode: flag(),
    numberOfLines: any<unknown>(null),
  },
  attach: ({ element }) => {
    const selectable = (value: boolean): void => {
      element.classList.toggle('selectable', value);
    };
    return { changed: { selectable, userSelect: selectable } };
  },
});

const icon = builtin({
  tag: 'icon',
  properties: { type: text(), size: any<number | string>(23), color: text() },
  attach: ({ element }) => ({
    changed: {
      type(type) {
        element.textContent = ICONS[type] ?? '';
        element.dataset['type'] = type;
      },
      size(size) {
        element.style.fontSize = typeof size === 'number' ? `${size}px` : size;
      },
      color(color) {
        element.style.color = color;
      },
    },
  }),
});

const progress = builtin({
  tag: 'progress',
  properties: {
    percent: number(),
    showInfo: flag(),
    strokeWidth: any<number | string>(6),
    borderRadius: any<number | string>(0),
    activeColor: text(),
    color: text(),
    backgroundColor: text(),
    active: flag(),
  },
  attach({ element, values }) {
    const done = make('i');
    const bar = make('div', { class: 'bar' }, done);
    const info = make('span');
    element.append(bar, info);
    element.setAttribute('role', 'progressbar');
    const draw = (): void => {
      const color = values.activeColor || values.color;
      element.setAttribute('aria-valuenow', String(values.percent));
      done.style.width = `${values.percent}%`;
      if (color) done.style.background = color;
      if (values.backgroundColor) bar.style.background = values.backgroundColor;
      bar.style.height = `${parseFloat(String(values.strokeWidth))}px`;
      info.textContent = values.showInfo ? `${values.percent}%` : '';
    };
    return {
      changed: { percent: draw, showInfo: draw, activeColor: draw, color: draw, strokeWidth: draw },
    };
  },
});

const canvas = builtin({
  tag: 'canvas',
  properties: { type: text(), canvasId: text(), disableScroll: flag() },
  attach({ element }) {
    element.append(make('canvas'));
  },
});

/** Its content is moved to the end of the page, above everything else. */
const rootPortal = builtin({
  tag: 'root-portal',
  properties: { enable: flag(true) },
  attach({ element }) {
    const portal = element.querySelector(':scope > .portal');
    const place = (enable: boolean): void => {
      if (portal) (enable ? (element.closest('.page-box') ?? element) : element).append(portal);
    };
    return { changed: { enable: place }, detached: () => portal?.remove() };
  },
});

/** Components with little or nothing of their own. */
export const simpleBuiltins: readonly Builtin[] = [
  view,
  coverView,
  textComponent,
  icon,
  progress,
  canvas,
  rootPortal,
];
