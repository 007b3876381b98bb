/** Makes an element of the phone's own surface. Text goes in as text, never as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Array<Node | string>
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Sets an attribute; false, null, undefined and '' take it away, true sets it empty. */
export function reflect(element: Element, name: string, value: unknown): void {
  if (value === false || value === null || value === undefined || value === '') {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Keeps DOM events from leaking into the app: the built-in components send their own (preview.md §4, 5). */
export function keepInside(element: Element, ...events: string[]): void {
  for (const event of events) element.addEventListener(event, (e) => e.stopPropagation());
}

/**
 * A tap fires at touchend and the browser's click follows it: what opens at a tap waits this long, or
 * the click would hit it (preview.md §4, 12).
 */
export const AFTER_CLICK_MS = 50;

/** See AFTER_CLICK_MS. */
export const afterClick = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, AFTER_CLICK_MS);
  });
