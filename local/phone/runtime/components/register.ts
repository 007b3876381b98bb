import type * as glassEasel from 'glass-easel';
import type { CodeSpace } from 'glass-easel-miniprogram-adapter';
import { BUILTIN_TEMPLATES, builtinPath } from '../../shared/tags';
import { playAnimation } from '../animation';
import { reflect } from '../dom';
import { any, flag, instanceOf, number, remember, text } from './builtin';
import type { Builtin, Host, Hover, Instance, Properties } from './builtin';

const ARIA = [
  'role',
  'label',
  'hidden',
  'checked',
  'disabled',
  'selected',
  'expanded',
  'modal',
  'live',
  'required',
  'invalid',
  'errormessage',
  'labelledby',
  'describedby',
  'haspopup',
  'current',
  'level',
  'busy',
  'controls',
  'valuenow',
  'valuemin',
  'valuemax',
  'valuetext',
] as const;

const camel = (name: string): string => `aria${name[0]!.toUpperCase()}${name.slice(1)}`;

const COMMON: Properties = { hidden: flag(), animation: any(null) };
for (const name of ARIA) COMMON[camel(name)] = any(null);

type Caller = {
  _$: glassEasel.GeneralComponent;
  data: Record<string, unknown>;
  setData(values: Record<string, unknown>): void;
  triggerEvent(name: string, detail: unknown, options: object): void;
};

function createHost(caller: Caller): Host<Record<string, unknown>> {
  const component = caller._$;
  return {
    element: component.$$ as unknown as HTMLElement,
    get values() {
      return caller.data;
    },
    set: (values) => caller.setData(values),
    emit: (event, detail) => caller.triggerEvent(event, detail, {}),
    onTap(listener) {
      component.addListener('tap', (event) => {
        const original = event.getOriginalEvent() as Event | undefined;
        listener({ origin: original?.target instanceof Element ? original.target : undefined });
      });
    },
    setHoverClass: (name) => component.setNodeClass(name, 1),
  };
}

/** Shows the hover class while a finger is on the component. */
function followFinger(host: Host<Record<string, unknown>>): void {
  let timer: number | undefined;
  const later = (ms: unknown, shown: boolean): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const name = host.values['hoverClass'] as string;
      const none = name === 'none' || host.values['disabled'] === true;
      if (!none || !shown) host.setHoverClass(shown ? name : '');
    }, Number(ms));
  };
  const listen = (event: string, listener: (event: Event) => void): void =>
    host.element.addEventListener(event, listener, { passive: true });
  listen('touchstart', (event) => {
    if (host.values['hoverStopPropagation'] === true) event.stopPropagation();
    later(host.values['hoverStartTime'], true);
  });
  for (const event of ['touchend', 'touchcancel']) {
    listen(event, () => later(host.values['hoverStayTime'], false));
  }
}

const hoverProperties = ({ className, startMs, stayMs }: Hover): Properties => ({
  hoverClass: text(className),
  hoverStartTime: number(startMs),
  hoverStayTime: number(stayMs),
  hoverStopPropagation: flag(),
});

type Change = (value: unknown) => void;

/** What every component does with the attributes common to all. */
function commonChanges(host: Host<Record<string, unknown>>): Record<string, Change> {
  const { element } = host;
  const changes: Record<string, Change> = {
    hidden: (value) => reflect(element, 'hidden', value),
    animation: (value) => playAnimation(element, value),
  };
  for (const name of ARIA) {
    const attribute = name === 'role' ? 'role' : `aria-${name}`;
    changes[camel(name)] = (value) =>
      reflect(element, attribute, typeof value === 'boolean' ? String(value) : value);
  }
  return changes;
}

function registerOne(code: CodeSpace, templates: Record<string, unknown>, given: Builtin): void {
  const path = builtinPath(given.tag);
  const properties = {
    ...COMMON,
    ...(given.hover && hoverProperties(given.hover)),
    ...given.properties,
  };
  const changes = new WeakMap<Element, Record<string, Change>>();
  const elementOf = (caller: Caller): Element => caller._$.$$ as unknown as Element;

  const observers: Record<string, (this: Caller, value: unknown) => void> = {};
  for (const name of Object.keys(properties)) {
    observers[name] = function observe(value) {
      changes.get(elementOf(this))?.[name]?.(value);
    };
  }

  function attached(this: Caller): void {
    const host = createHost(this);
    const parts: Instance['parts'] = given.attach(host) ?? {};
    remember(host.element, { tag: given.tag, host, parts });
    if (given.hover) followFinger(host);
    const all = { ...commonChanges(host), ...parts.changed } as Record<string, Change>;
    changes.set(host.element, all);
    for (const [name, change] of Object.entries(all)) {
      const value = this.data[name];
      if (value !== null && value !== '') change(value);
    }
  }
  function ready(this: Caller): void {
    instanceOf(elementOf(this))?.parts.ready?.();
  }
  function detached(this: Caller): void {
    instanceOf(elementOf(this))?.parts.detached?.();
    remember(elementOf(this), undefined);
  }

  code.addComponentStaticConfig(path, { component: true, styleIsolation: 'shared' as never });
  if (given.tag in BUILTIN_TEMPLATES) {
    const template = { groupList: templates, content: templates[path] };
    code.addCompiledTemplate(path, template as glassEasel.template.ComponentTemplate);
  }
  const builder = code.component(path) as unknown as {
    definition(definition: object): { register(): { _$: glassEasel.GeneralComponentDefinition } };
  };
  const type = builder
    .definition({ properties, observers, lifetimes: { attached, ready, detached } })
    .register();
  code.getComponentSpace().setGlobalUsingComponent(given.tag, type._$);
}

/** Registers built-in components with the framework; `templates` are the compiled ones of the app. */
export function registerBuiltins(
  code: CodeSpace,
  templates: Record<string, unknown>,
  builtins: readonly Builtin[],
): void {
  for (const one of builtins) registerOne(code, templates, one);
}
