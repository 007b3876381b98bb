import * as glassEasel from 'glass-easel';
import { instanceOf } from '../components/builtin';
import type { PhoneBackend } from './backend';

/** A finger as the mini-program sees it. */
interface Finger {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
}

const LONG_PRESS_MS = 350;

const finger = (
  { pageX, pageY, clientX, clientY }: Touch | MouseEvent,
  identifier: number,
): Finger => ({ identifier, pageX, pageY, clientX, clientY });

const fingers = (touches: TouchList): Finger[] =>
  Array.from(touches, (touch) => finger(touch, touch.identifier));

function touchFields(original: unknown): Record<string, Finger[]> | undefined {
  if (original instanceof TouchEvent) {
    return {
      touches: fingers(original.touches),
      changedTouches: fingers(original.changedTouches),
    };
  }
  if (original instanceof MouseEvent) {
    const one = [finger(original, 0)];
    return { touches: one, changedTouches: one };
  }
  return undefined;
}

/** Whether the touch that is going on was a long press that somebody listened to. */
let longPressed = false;

/** No tap after a long press that was listened to, and none on a disabled button. */
function canTap(target: glassEasel.Element): boolean {
  const button = (target.$$ as unknown as Element | null)?.closest('wx-button');
  return !longPressed && instanceOf(button)?.host.values['disabled'] !== true;
}

/** Hands DOM events on with the fields that phones have (preview.md §4, 6). */
export function forwardEvents(backend: PhoneBackend): void {
  backend.onEvent((target, type, detail, options) => {
    const extraFields = touchFields(options.originalEvent);
    const event = new glassEasel.Event(type, detail, {
      ...options,
      ...(extraFields && { extraFields }),
    });
    if (type !== 'tap' || canTap(target)) glassEasel.Event.dispatchEvent(target, event);
    return event.getEventBubbleStatus();
  });
}

function elementOf(target: EventTarget | null): glassEasel.Element | undefined {
  for (let node = target as Node | null; node; node = node.parentNode) {
    const { __wxElement: element } = node as { __wxElement?: glassEasel.Element };
    if (element) return element;
  }
  return undefined;
}

function longPress(target: EventTarget | null, touch: Touch): void {
  const element = elementOf(target);
  if (!element) return;
  const touches = [finger(touch, touch.identifier)];
  glassEasel.Event.dispatchEvent(
    element,
    new glassEasel.Event(
      'longpress',
      { x: touch.clientX, y: touch.clientY },
      {
        bubbles: true,
        composed: true,
        extraFields: { touches, changedTouches: touches },
        handleListenerReturn: () => {
          longPressed = true;
        },
      },
    ),
  );
}

/** Fires `longpress` after 350 ms without a move. */
export function watchLongPress(): void {
  let timer: number | undefined;
  const stop = (): void => window.clearTimeout(timer);
  window.addEventListener(
    'touchstart',
    ({ target, touches }) => {
      stop();
      longPressed = false;
      const [touch] = Array.from(touches);
      if (touch) timer = window.setTimeout(() => longPress(target, touch), LONG_PRESS_MS);
    },
    { capture: true, passive: true },
  );
  for (const event of ['touchmove', 'touchend', 'touchcancel']) {
    window.addEventListener(event, stop, { capture: true, passive: true });
  }
}

/** On a computer a mouse drag is a finger's, so that pickers and swipes work (preview.md §4, 17). */
export function touchWithMouse(): void {
  if (navigator.maxTouchPoints > 0) return;
  let target: EventTarget | null = null;
  const fire = (type: string, { clientX, clientY, pageX, pageY }: MouseEvent): void => {
    if (!target) return;
    const touch = new Touch({ identifier: 1, target, clientX, clientY, pageX, pageY });
    const touches = type === 'touchend' ? [] : [touch];
    target.dispatchEvent(
      new TouchEvent(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        touches,
        targetTouches: touches,
        changedTouches: [touch],
      }),
    );
  };
  const listen = (type: 'mousedown' | 'mousemove' | 'mouseup', act: (e: MouseEvent) => void) =>
    window.addEventListener(type, act, true);
  listen('mousedown', (event) => {
    if (event.button === 0) {
      ({ target } = event);
      fire('touchstart', event);
    }
  });
  listen('mousemove', (event) => fire('touchmove', event));
  listen('mouseup', (event) => {
    fire('touchend', event);
    target = null;
  });
}
