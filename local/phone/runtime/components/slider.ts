import { keepInside, make } from '../dom';
import { builtin, flag, number, text } from './builtin';

/** <slider> */
export const slider = builtin({
  tag: 'slider',
  properties: {
    min: number(),
    max: number(100),
    step: number(1),
    value: number(),
    disabled: flag(),
    showValue: flag(),
    name: text(),
    activeColor: text(),
    backgroundColor: text(),
    blockSize: number(28),
    blockColor: text(),
  },
  attach(host) {
    const input = make('input', { type: 'range' });
    const shown = make('span');
    host.element.append(input, shown);
    keepInside(input, 'input', 'change');
    input.addEventListener('input', () => host.emit('changing', { value: Number(input.value) }));
    input.addEventListener('change', () => {
      const value = Number(input.value);
      host.set({ value });
      host.emit('change', { value });
    });
    const mirror =
      (name: 'min' | 'max' | 'step') =>
      (value: number): void => {
        input[name] = String(value);
      };
    return {
      changed: {
        min: mirror('min'),
        max: mirror('max'),
        step: mirror('step'),
        value(value) {
          input.value = String(value);
          shown.textContent = host.values.showValue ? String(value) : '';
        },
        disabled(disabled) {
          input.disabled = disabled;
        },
        activeColor(color) {
          input.style.accentColor = color;
        },
      },
      formValue: () => host.values.value,
      formReset: () => host.set({ value: host.values.min }),
    };
  },
});
