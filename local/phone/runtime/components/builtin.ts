/** One property of a built-in component in WeChat's form; `value` is its default. */
interface Property<T> {
  type: StringConstructor | NumberConstructor | BooleanConstructor | null;
  value: T;
}

/** The properties of a component by name. */
export type Properties = Record<string, Property<unknown>>;

/** Values of these properties. */
export type ValuesOf<P extends Properties> = { [K in keyof P]: P[K]['value'] };

export const text = (value = ''): Property<string> => ({ type: String, value });
export const number = (value = 0): Property<number> => ({ type: Number, value });
export const flag = (value = false): Property<boolean> => ({ type: Boolean, value });
export const any = <T = unknown>(value: T): Property<T> => ({ type: null, value });

/** A tap (or another event of a mini-program) on a built-in component. */
export interface HostEvent {
  /** The DOM element that was touched. */
  origin: Element | undefined;
}

/** A built-in component in the page, as its own code sees it. */
export interface Host<V> {
  /** `<wx-NAME>` */
  element: HTMLElement;
  /** Current values of the properties. */
  values: Readonly<V>;
  /** Changes properties, as after an input of the person; `model:` bindings hear of it. */
  set(values: Partial<V>): void;
  /** Sends an event to the app. */
  emit(event: string, detail: unknown): void;
  onTap(listener: (event: HostEvent) => void): void;
  /** The class shown while a finger is on it; '' for none. */
  setHoverClass(name: string): void;
}

/** What a component does after it was put into the page. */
export interface Parts<V> {
  /** Called with each value at the beginning and whenever it changes. */
  changed?: { [K in keyof V]?: (value: V[K]) => void };
  /** A frame later, when everything inside is there. */
  ready?(): void;
  detached?(): void;
  /** What the form around takes at submission. */
  formValue?(): unknown;
  formReset?(): void;
  /** What a tap on the label does. */
  activate?(): void;
  /** Called by a component inside: a radio button by its group, a column by its picker-view. */
  childChanged?(child: Instance): void;
}

/** A component in the page as other components see it. */
export interface Instance<V = Record<string, unknown>> {
  tag: string;
  host: Host<V>;
  parts: Parts<V>;
}

/** How a finger shows on the component. */
export interface Hover {
  /** Class by default; 'none' for no class. */
  className: string;
  startMs: number;
  stayMs: number;
}

/** A built-in component. */
export interface Builtin<P extends Properties = Properties> {
  tag: string;
  properties: P;
  hover?: Hover;
  attach(host: Host<ValuesOf<P>>): Parts<ValuesOf<P>> | void;
}

/** Helps the types of a component's values to be inferred from its properties. */
export const builtin = <P extends Properties>(definition: Builtin<P>): Builtin =>
  definition as unknown as Builtin;

const instances = new WeakMap<Element, Instance>();

/** Notes or forgets the component behind an element. */
export function remember(element: Element, instance: Instance | undefined): void {
  if (instance) instances.set(element, instance);
  else instances.delete(element);
}

/** The component behind an element. */
export const instanceOf = (element: Element | null | undefined): Instance | undefined =>
  element ? instances.get(element) : undefined;

/** The nearest component with this tag around an element. */
export const around = (element: Element, tag: string): Instance | undefined =>
  instanceOf(element.parentElement?.closest(`wx-${tag}`));

/** All components with these tags inside an element, in document order. */
export const inside = (element: Element, ...tags: string[]): Instance[] =>
  Array.from(element.querySelectorAll(tags.map((tag) => `wx-${tag}`).join(',')), instanceOf).filter(
    (instance) => instance !== undefined,
  );
