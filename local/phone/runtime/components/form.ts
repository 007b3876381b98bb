import { around, builtin, flag, inside, instanceOf, text, any } from './builtin';
import type { Builtin, Host, Instance, Parts } from './builtin';
import { keepInside, make } from '../dom';

/** A component of the app's own with `wx://form-field`: its `name` and `value` go into the form too. */
interface FieldElement extends Element {
  __wxElement?: { data?: { name?: string; value?: unknown } };
}

function fieldsOf(element: Element): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const field of Array.from(element.querySelectorAll<FieldElement>('*'))) {
    const { name, value: own } = field.__wxElement?.data ?? {};
    if (!name) continue;
    const builtinField = instanceOf(field);
    const taken = builtinField ? builtinField.parts.formValue?.() : own;
    if (taken !== undefined) value[name] = taken;
  }
  return value;
}

const form = builtin({
  tag: 'form',
  properties: { reportSubmit: flag(), reportSubmitTimeout: any<unknown>(null) },
  attach: (host) => ({
    activate() {
      host.emit('submit', { value: fieldsOf(host.element), formId: '' });
    },
    formReset() {
      for (const element of Array.from(host.element.querySelectorAll('*'))) {
        const field = instanceOf(element);
        if (field && field.tag !== 'button') field.parts.formReset?.();
      }
      host.emit('reset', {});
    },
  }),
});

/** A tap on a label acts on the field it names, or on the first one inside. */
const label = builtin({
  tag: 'label',
  properties: { for: text() },
  attach(host) {
    const { element } = host;
    const target = (): Instance | undefined =>
      host.values.for
        ? instanceOf(element.closest('.page-box')?.querySelector(`#${CSS.escape(host.values.for)}`))
        : inside(element, 'checkbox', 'radio', 'switch', 'input', 'textarea', 'button')[0];
    host.onTap(({ origin }) => {
      const field = target();
      if (field && !(origin && field.host.element.contains(origin))) field.parts.activate?.();
    });
  },
});

interface CheckValues {
  value: string;
  checked: boolean;
  disabled: boolean;
  color: string;
}

const CHECK_PROPERTIES = {
  value: text(),
  checked: flag(),
  disabled: flag(),
  color: text(),
  name: text(),
};

/** A real <input> inside, so that keyboard and screen reader work; `changed` after the person changed it. */
function attachCheck<V extends CheckValues>(
  host: Host<V>,
  type: 'checkbox' | 'radio',
  changed: () => void,
): Parts<V> & { input: HTMLInputElement } {
  const { element } = host;
  const input = make('input', { type });
  const initially = host.values.checked;
  element.prepend(input);
  keepInside(input, 'input');
  input.addEventListener('change', (event) => {
    event.stopPropagation();
    host.set({ checked: input.checked } as Partial<V>);
    changed();
  });
  const activate = (): void => {
    if (!host.values.disabled) input.click();
  };
  host.onTap(({ origin }) => {
    if (origin !== input && !around(element, 'label')) activate();
  });
  return {
    input,
    activate,
    formReset: () => host.set({ checked: initially } as Partial<V>),
    changed: {
      checked(checked: boolean) {
        input.checked = checked;
      },
      disabled(disabled: boolean) {
        input.disabled = disabled;
      },
      color(color: string) {
        element.style.setProperty('--check-color', color);
      },
    } as Parts<V>['changed'],
  };
}

const switchComponent = builtin({
  tag: 'switch',
  properties: { ...CHECK_PROPERTIES, type: text('switch') },
  attach(host) {
    const { input, ...parts } = attachCheck(host, 'checkbox', () =>
      host.emit('change', { value: host.values.checked }),
    );
    input.setAttribute('role', 'switch');
    return { ...parts, formValue: () => host.values.checked };
  },
});

const checkIn = (group: string, tag: 'checkbox' | 'radio'): Builtin =>
  builtin({
    tag,
    properties: CHECK_PROPERTIES,
    attach(host) {
      const { input: _input, ...parts } = attachCheck(host, tag, () => {
        const own = instanceOf(host.element);
        if (own) around(host.element, group)?.parts.childChanged?.(own);
      });
      return parts;
    },
  });

const checkedValues = (element: Element, tag: string): unknown[] =>
  inside(element, tag)
    .filter(({ host }) => host.values['checked'] === true)
    .map(({ host }) => host.values['value']);

const checkboxGroup = builtin({
  tag: 'checkbox-group',
  properties: { name: text() },
  attach(host) {
    const formValue = (): unknown[] => checkedValues(host.element, 'checkbox');
    return { formValue, childChanged: () => host.emit('change', { value: formValue() }) };
  },
});

const radioGroup = builtin({
  tag: 'radio-group',
  properties: { name: text() },
  attach(host) {
    host.element.setAttribute('role', 'radiogroup');
    return {
      formValue: () => checkedValues(host.element, 'radio')[0] ?? '',
      childChanged(chosen) {
        for (const radio of inside(host.element, 'radio')) {
          if (radio !== chosen && radio.host.values['checked'] === true) {
            radio.host.set({ checked: false });
          }
        }
        host.emit('change', { value: chosen.host.values['value'] });
      },
    };
  },
});

/** <form>, <label>, <switch>, <checkbox>, <radio> and their groups */
export const formBuiltins: readonly Builtin[] = [
  form,
  label,
  switchComponent,
  checkIn('checkbox-group', 'checkbox'),
  checkIn('radio-group', 'radio'),
  checkboxGroup,
  radioGroup,
];
