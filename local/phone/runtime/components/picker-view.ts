import { around, any, builtin, flag, inside, instanceOf, text } from './builtin';
import type { Builtin } from './builtin';

const SETTLED_MS = 120;
const ROW_PX = 34;

/** Height of a row, set by the picker-view around: that of its indicator. */
const rowHeight = (element: Element): number =>
  Number(element.closest<HTMLElement>('wx-picker-view')?.dataset['row'] ?? ROW_PX);

const columnsOf = (element: Element): HTMLElement[] =>
  inside(element, 'picker-view-column').map(({ host }) => host.element);

const pickerView = builtin({
  tag: 'picker-view',
  properties: {
    value: any<number[]>([]),
    indicatorStyle: text(),
    indicatorClass: text(),
    maskStyle: text(),
    maskClass: text(),
    immediateChange: flag(),
  },
  attach(host) {
    const { element } = host;
    const place = (): void =>
      columnsOf(element).forEach((column, index) => {
        column.scrollTop = (host.values.value[index] ?? 0) * rowHeight(element);
      });
    return {
      changed: { value: place },
      ready() {
        const row = element.querySelector<HTMLElement>('.indicator')?.offsetHeight || ROW_PX;
        element.dataset['row'] = String(row);
        for (const column of columnsOf(element)) {
          const items = column.querySelector<HTMLElement>('.items');
          if (items) items.style.padding = `${(element.clientHeight - row) / 2}px 0`;
        }
        place();
      },
      childChanged() {
        const value = columnsOf(element).map((column) =>
          Math.max(0, Math.round(column.scrollTop / rowHeight(element))),
        );
        if (String(value) === String(host.values.value)) return;
        host.set({ value });
        host.emit('change', { value });
      },
    };
  },
});

const pickerViewColumn = builtin({
  tag: 'picker-view-column',
  properties: {},
  attach({ element }) {
    let timer: number | undefined;
    element.addEventListener('scroll', (event) => {
      event.stopPropagation();
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const own = instanceOf(element);
        if (own) around(element, 'picker-view')?.parts.childChanged?.(own);
      }, SETTLED_MS);
    });
    element.addEventListener('click', ({ target }) => {
      const items = Array.from(element.querySelector('.items')?.children ?? []);
      const index = items.findIndex((item) => item.contains(target as Node));
      if (index >= 0) element.scrollTo({ top: index * rowHeight(element), behavior: 'smooth' });
    });
  },
});

/** <picker-view> and <picker-view-column> */
export const pickerViewBuiltins: readonly Builtin[] = [pickerView, pickerViewColumn];
