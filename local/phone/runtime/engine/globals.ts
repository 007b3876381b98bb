import type { CodeSpace } from 'glass-easel-miniprogram-adapter';
import type { BundledComponent } from '../../shared/bundle';

/** What the app hands to Component(), Page(), Behavior(): plain objects of WeChat's form. */
export type Definition = Record<string, unknown> & {
  behaviors?: unknown[];
  options?: { addGlobalClass?: boolean; styleIsolation?: string };
};

/** The app as given to App(). */
export type AppObject = Record<string, unknown>;

/** The globals that a mini-program's modules find. */
export interface AppGlobals {
  /** Runs a module whose Component() or Page() belongs to `component`. */
  define(component: BundledComponent, run: () => void): void;
  app(): AppObject;
}

type Definable = { definition(given: object): { register(): unknown } };

/** Builders of the adapter, without their inferred types: what the app defines is only known at run time. */
const asDefinable = (builder: unknown): Definable => builder as Definable;

function namedBehaviors(code: CodeSpace): Map<string, unknown> {
  const make = (definition: object): unknown =>
    asDefinable(code.behavior()).definition(definition).register();
  return new Map([
    ['wx://form-field', make({ properties: { name: String, value: null } })],
    ['wx://form-field-group', make({})],
    ['wx://form-field-button', make({})],
    ['wx://component-export', make({})],
  ]);
}

/** Puts Component, Page, Behavior, App, getApp into the page's world, which the app's modules see. */
export function installGlobals(code: CodeSpace, currentPages: () => unknown[]): AppGlobals {
  const named = namedBehaviors(code);
  let current: BundledComponent | undefined;
  let app: AppObject = {};

  const adapted = (definition: Definition): Definition => ({
    ...definition,
    behaviors: (definition.behaviors ?? [])
      .map((behavior) => (typeof behavior === 'string' ? named.get(behavior) : behavior))
      .filter((behavior) => behavior !== undefined),
  });

  const owner = (what: string): BundledComponent => {
    if (!current) throw new Error(`${what}() 只能写在页面或组件自己的脚本里`);
    return current;
  };

  /** The adapter reads these options from JSON only, vant writes them in the script (preview.md §4, 9). */
  const takeOptions = ({ config, isPage }: BundledComponent, { options }: Definition): void => {
    if (isPage) return;
    config.component = true;
    if (options?.addGlobalClass && !config.styleIsolation) config.addGlobalClass = true;
    if (options?.styleIsolation) config.styleIsolation ??= options.styleIsolation;
  };

  const globals = {
    Component(definition: Definition) {
      const component = owner('Component');
      takeOptions(component, definition);
      asDefinable(code.component(component.path)).definition(adapted(definition)).register();
    },
    Page(definition: Definition) {
      const { behaviors = [], ...rest } = adapted(definition);
      const builder = code.component(owner('Page').path) as unknown as {
        pageDefinition(given: object): { register(): unknown };
      };
      builder.pageDefinition(behaviors.length > 0 ? { ...rest, behaviors } : rest).register();
    },
    Behavior: (definition: Definition) =>
      asDefinable(code.behavior()).definition(adapted(definition)).register(),
    App(definition: AppObject) {
      app = definition;
    },
    getApp: () => app,
    getCurrentPages: currentPages,
  };
  Object.assign(window, globals);

  return {
    define(component, run) {
      current = component;
      run();
      current = undefined;
    },
    app: () => app,
  };
}
