import * as glassEasel from 'glass-easel';
import { rpxToVw } from '../../shared/rpx';
import { BUILTIN_TAGS } from '../../shared/tags';

const TAGS = new Set([...BUILTIN_TAGS, 'page']);

/** DOM events that pass as they are; every other event comes from a built-in component (preview.md §4, 5). */
const DOM_EVENTS = new Set([
  'touchstart',
  'touchmove',
  'touchend',
  'touchcancel',
  'transitionend',
  'animationstart',
  'animationiteration',
  'animationend',
]);

/** A plain `<input>` would become a real one: built-ins get a tag of their own; rpx works in inline styles too. */
function createHost(tag: string): HTMLElement {
  const element = document.createElement(TAGS.has(tag) ? `wx-${tag}` : tag);
  const { setAttribute } = element;
  element.setAttribute = function setWithRpx(name: string, value: string) {
    setAttribute.call(this, name, name === 'style' ? rpxToVw(value) : value);
  };
  return element;
}

type Base = glassEasel.CurrentWindowBackendContext;

/** glass-easel's DOM backend with the differences that make it WeChat's (preview.md §4, 4–7 and 11). */
export class PhoneBackend extends glassEasel.CurrentWindowBackendContext {
  constructor() {
    super();
    this.document = {
      createElement: createHost,
      createTextNode: (text: string) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    } as unknown as Base['document'];
  }

  /** Level 0: only the element that catches a touch prevents its default, not the whole page. */
  override setListenerStats(
    element: Parameters<Base['setListenerStats']>[0],
    type: string,
    capture: boolean,
  ): void {
    if (DOM_EVENTS.has(type)) super.setListenerStats(element, type, capture, 0);
  }
}

/** Must run before the backend adds its listeners: Chrome takes touch listeners of the body as passive, and `catch:touchmove` would not stop scrolling. */
export function makeTouchListenersActive(): void {
  const { body } = document;
  const add = body.addEventListener;
  body.addEventListener = function addActive(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) {
    const given = typeof options === 'object' ? options : { capture: options };
    add.call(this, type, listener, type.startsWith('touch') ? { ...given, passive: false } : given);
  };
}
