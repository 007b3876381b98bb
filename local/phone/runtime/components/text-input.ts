import { keepInside, make } from '../dom';
import { any, builtin, flag, number, text } from './builtin';
import type { Builtin, Host, Parts, ValuesOf } from './builtin';

const PROPERTIES = {
  value: text(),
  type: text('text'),
  password: flag(),
  placeholder: text(),
  placeholderStyle: text(),
  placeholderClass: text(),
  disabled: flag(),
  maxlength: number(140),
  focus: flag(),
  autoFocus: flag(),
  autoHeight: flag(),
  name: text(),
  confirmType: text('done'),
  confirmHold: flag(),
  cursor: number(-1),
  cursorSpacing: number(),
  cursorColor: text(),
  selectionStart: number(-1),
  selectionEnd: number(-1),
  adjustPosition: flag(true),
  holdKeyboard: flag(),
  alwaysEmbed: flag(),
  fixed: flag(),
  showConfirmBar: flag(true),
  disableDefaultPadding: flag(),
  autoBlur: flag(),
  safePasswordCertPath: any<unknown>(null),
};

type Values = ValuesOf<typeof PROPERTIES>;

const INPUT_MODES: Record<string, string> = { number: 'numeric', digit: 'decimal' };

/** Which characters the phone's keyboard offers for a type; others cannot be typed. */
const NOT_OFFERED: Record<string, RegExp> = { number: /\D/g, digit: /[^\d.]/g, idcard: /[^\dXx]/g };

/** Names of classes, also as the component around the field prefixes its own (build/styles.ts). */
function scoped(names: string, { classList }: Element): string {
  const scopes = [...classList].map((name) => /^.+?--/.exec(name)?.[0] ?? '');
  return [...new Set(['', ...scopes])]
    .map((scope) => scope + names.split(' ').join(` ${scope}`))
    .join(' ');
}

/** The colour that the classes of a placeholder give within this element. */
function placeholderColour(names: string, element: Element): string {
  const probe = make('i', { class: scoped(names, element), hidden: '' });
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Gives the placeholder the colour that its classes have around the field. */
function colourPlaceholder(field: Element & ElementCSSInlineStyle, names: string): void {
  if (!field.parentElement) return;
  field.style.setProperty('--placeholder-color', placeholderColour(names, field.parentElement));
}

const SHOWING = 'styled-placeholder';

/** The theme may change while a placeholder shows. */
new MutationObserver(() => {
  for (const field of document.querySelectorAll<HTMLElement>(`.${SHOWING}`)) {
    colourPlaceholder(field, field.className.replace(SHOWING, '').trim());
  }
}).observe(document.documentElement, { attributeFilter: ['data-theme'] });

function attachTextInput(
  host: Host<Values>,
  field: HTMLInputElement | HTMLTextAreaElement,
): Parts<Values> {
  const { element } = host;
  const multiline = field instanceof HTMLTextAreaElement;
  element.append(field);

  const grow = (): void => {
    if (!multiline || !host.values.autoHeight) return;
    element.style.height = 'auto';
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  };
  /** The placeholder's class is on the field only while the placeholder shows: it must not colour what is typed. */
  const dress = (): void => {
    const { placeholderClass } = host.values;
    const shows = placeholderClass !== '' && field.value === '';
    field.className = shows ? `${SHOWING} ${placeholderClass}` : '';
  };
  const colour = (): void => {
    if (host.values.placeholderClass !== '') colourPlaceholder(field, host.values.placeholderClass);
  };
  const typed = (): void => {
    const forbidden = NOT_OFFERED[host.values.type];
    const value = forbidden ? field.value.replace(forbidden, '') : field.value;
    if (value !== field.value) field.value = value;
    dress();
    grow();
    host.set({ value });
    host.emit('input', { value, cursor: field.selectionStart ?? value.length, keyCode: 0 });
  };
  const configure = (): void => {
    const { type, password, placeholder, placeholderStyle, maxlength, confirmType } = host.values;
    field.placeholder = placeholder;
    dress();
    if (maxlength >= 0) field.maxLength = maxlength;
    else field.removeAttribute('maxlength');
    const color = /(?:^|;)\s*color\s*:\s*([^;]+)/.exec(placeholderStyle)?.[1];
    field.style.setProperty('--placeholder-color', color ?? '');
    if (!color) colour();
    field.enterKeyHint = confirmType;
    field.inputMode = INPUT_MODES[type] ?? 'text';
    if (field instanceof HTMLInputElement) {
      field.type = password || type === 'safe-password' ? 'password' : 'text';
    }
  };

  keepInside(field, 'change', 'submit', 'scroll', 'select');
  field.addEventListener('input', (event) => {
    event.stopPropagation();
    if (!(event as InputEvent).isComposing) typed();
  });
  field.addEventListener('compositionend', typed);
  field.addEventListener('focus', () => host.emit('focus', { value: field.value, height: 0 }));
  field.addEventListener('blur', () => {
    colour();
    host.emit('blur', { value: field.value, cursor: field.selectionStart ?? 0 });
    host.emit('change', { value: field.value });
  });
  field.addEventListener('keydown', (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    if (key !== 'Enter' || isComposing || multiline) return;
    host.emit('confirm', { value: field.value });
    if (!host.values.confirmHold) field.blur();
  });
  const focusLater = (focus: boolean): void => {
    if (focus) setTimeout(() => field.focus());
    else if (document.activeElement === field) field.blur();
  };
  field.value = host.values.value;
  dress();
  setTimeout(grow);
  // Classes have no colour before the field is on the screen; in a sheet that may be long after it was made.
  new ResizeObserver(colour).observe(field);
  return {
    changed: {
      value(value) {
        const shown = value ?? '';
        if (field.value !== String(shown)) field.value = String(shown);
        dress();
        grow();
      },
      type: configure,
      password: configure,
      placeholder: configure,
      placeholderStyle: configure,
      placeholderClass: configure,
      maxlength: configure,
      confirmType: configure,
      autoHeight: grow,
      disabled(disabled) {
        field.disabled = disabled;
      },
      focus: focusLater,
      autoFocus: focusLater,
    },
    formValue: () => field.value,
    formReset: () => host.set({ value: '' }),
    activate: () => field.focus(),
  };
}

/** <input> and <textarea> */
export const textInputBuiltins: readonly Builtin[] = [
  builtin({
    tag: 'input',
    properties: PROPERTIES,
    attach: (host) => attachTextInput(host, make('input')),
  }),
  builtin({
    tag: 'textarea',
    properties: PROPERTIES,
    attach: (host) => attachTextInput(host, make('textarea')),
  }),
];
