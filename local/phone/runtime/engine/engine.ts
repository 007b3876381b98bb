import * as glassEasel from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import type { AssociatedBackend, CodeSpace } from 'glass-easel-miniprogram-adapter';
import { PhoneBackend, makeTouchListenersActive } from './backend';
import { forwardEvents, touchWithMouse, watchLongPress } from './touch';

/** The component framework, set up as a phone's. */
export interface Engine {
  code: CodeSpace;
  backend: AssociatedBackend;
}

const FRAME_MS = 16;

/** glass-easel never fires `ready`: it comes a frame after a component was attached (preview.md §4, 2). */
function fireReady(code: CodeSpace): void {
  let queue: glassEasel.GeneralComponent[] = [];
  const flush = (): void => {
    const components = queue;
    queue = [];
    for (const component of components) {
      if (glassEasel.Element.isAttached(component)) component.triggerLifetime('ready', []);
    }
  };
  const behavior = code.getComponentSpace().defineBehavior({
    lifetimes: {
      attached() {
        const { _$: component } = this as unknown as { _$: glassEasel.GeneralComponent };
        if (queue.push(component) === 1) setTimeout(flush, FRAME_MS);
      },
    },
  });
  code.setOverallBehavior(behavior as unknown as glassEasel.GeneralBehavior);
}

/** The adapter prefixes ids; on a phone, and for `#id` in CSS, they stay as written (preview.md §4, 8). */
function keepIds(code: CodeSpace): void {
  const inner = code as unknown as {
    prepareComponentOptions(...given: unknown[]): Array<{ idPrefixGenerator?: unknown }>;
  };
  const prepare = inner.prepareComponentOptions;
  inner.prepareComponentOptions = function prepareWithoutPrefix(...given) {
    const options = prepare.apply(this, given);
    options[0]!.idPrefixGenerator = undefined;
    return options;
  };
}

/** Vant's own components cause warnings that nobody here can act on. */
function silencePackages(): void {
  glassEasel.addGlobalWarningListener((message, component) => {
    const path = typeof component === 'object' ? component.is : component;
    return !`${path} ${message}`.includes('miniprogram_npm/');
  });
}

/** Sets the framework up; call once, before anything is registered. */
export function createEngine(): Engine {
  glassEasel.globalOptions.writeIdToDOM = true;
  // van-button has a property named `dataset`, which is no field of a DOM node that one could write.
  (glassEasel.globalOptions as { writeFieldsToNode?: boolean }).writeFieldsToNode = false;
  silencePackages();
  makeTouchListenersActive();
  const env = new MiniProgramEnv();
  const code = env.createCodeSpace('', true);
  const context = new PhoneBackend();
  const backend = env.associateBackend(context as unknown as glassEasel.GeneralBackendContext);
  forwardEvents(context);
  watchLongPress();
  touchWithMouse();
  fireReady(code);
  keepIds(code);
  return { code, backend };
}
