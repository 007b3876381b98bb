import { AFTER_CLICK_MS, make } from '../dom';
import { any, builtin, flag, text } from './builtin';
import type { PickerValues } from './picker-columns';
import { pickerChoice } from './picker-columns';

const ROW_PX = 36;
const SETTLED_MS = 100;

/** A column that scrolls; `chosen` is told of the row that came to rest in the middle. */
function createColumn(chosen: (row: number) => void): {
  element: HTMLUListElement;
  show(texts: readonly string[], row: number): void;
} {
  const element = make('ul', { role: 'listbox' });
  let shown = '';
  let byHand = false;
  let timer: number | undefined;
  for (const event of ['wheel', 'touchmove', 'keydown']) {
    element.addEventListener(
      event,
      () => {
        byHand = true;
      },
      { passive: true },
    );
  }
  element.addEventListener('scroll', () => {
    window.clearTimeout(timer);
    if (byHand) {
      timer = window.setTimeout(() => chosen(Math.round(element.scrollTop / ROW_PX)), SETTLED_MS);
    }
  });
  return {
    element,
    show(texts, row) {
      if (shown !== texts.join('\n')) {
        shown = texts.join('\n');
        element.replaceChildren(
          ...texts.map((label, index) => {
            const item = make('li', { role: 'option' }, label);
            item.addEventListener('click', () => chosen(index));
            return item;
          }),
        );
      }
      Array.from(element.children).forEach((item, index) =>
        item.setAttribute('aria-selected', String(index === row)),
      );
      element.scrollTop = row * ROW_PX;
    },
  };
}

/** Outcome of an open picker. */
interface SheetEvents {
  columnChanged(column: number, row: number): void;
  /** Undefined when the person cancelled. */
  closed(value: unknown): void;
}

/** The bottom sheet. `values` are read again after each change of a column: the app may change the range. */
function openSheet(values: () => PickerValues & { headerText: string }, events: SheetEvents): void {
  const choice = pickerChoice(values(), new Date());
  const chosen = [...choice.chosen];
  const cancel = make('button', { class: 'cancel', type: 'button' }, '取消');
  const confirm = make('button', { class: 'confirm', type: 'button' }, '确定');
  const head = make('div', { class: 'bar' }, cancel, make('b', {}, values().headerText), confirm);
  const box = make('div', { class: 'phone-columns' });
  const sheet = make(
    'div',
    { class: 'phone-sheet', role: 'dialog', 'aria-label': '选择器' },
    head,
    box,
  );
  const mask = make('div', { class: 'phone-mask' }, sheet);

  const pick = (column: number, row: number): void => {
    if (chosen[column] === row) return;
    chosen[column] = row;
    events.columnChanged(column, row);
    paint();
  };
  const columns = chosen.map((_, column) => createColumn((row) => pick(column, row)));
  const paint = (): void =>
    pickerChoice(values(), new Date())
      .columns(chosen)
      .forEach((texts, column) => {
        chosen[column] = Math.max(0, Math.min(chosen[column] ?? 0, texts.length - 1));
        columns[column]?.show(texts, chosen[column]);
      });
  const close = (value: unknown): void => {
    mask.remove();
    events.closed(value);
  };
  cancel.addEventListener('click', () => close(undefined));
  confirm.addEventListener('click', () => close(choice.value(chosen)));
  mask.addEventListener('click', ({ target }) => {
    if (target === mask) close(undefined);
  });
  box.append(...columns.map(({ element }) => element));
  document.body.append(mask);
  paint();
}

/** <picker> with modes selector, multiSelector, date (fields year, month, day) and time */
export const picker = builtin({
  tag: 'picker',
  properties: {
    mode: text('selector'),
    range: any<unknown>([]),
    rangeKey: text(),
    value: any<unknown>(null),
    start: text(),
    end: text(),
    fields: text('day'),
    disabled: flag(),
    name: text(),
    headerText: text(),
  },
  attach(host) {
    const open = (): void => {
      if (host.values.disabled) return;
      openSheet(() => host.values, {
        columnChanged(column, value) {
          if (host.values.mode === 'multiSelector') host.emit('columnchange', { column, value });
        },
        closed(value) {
          if (value === undefined) {
            host.emit('cancel', {});
          } else {
            host.set({ value });
            host.emit('change', { value: host.values.mode === 'selector' ? String(value) : value });
          }
        },
      });
    };
    host.onTap(() => setTimeout(open, AFTER_CLICK_MS));
    return { formValue: () => host.values.value, activate: open };
  },
});
