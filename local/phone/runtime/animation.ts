/** One step of wx.createAnimation: styles and how to get there, ms. */
interface Step {
  styles: Record<string, string>;
  transform: string;
  options: AnimationOptions;
}

/** Options of wx.createAnimation and of each step. */
export interface AnimationOptions {
  duration: number;
  timingFunction: string;
  delay: number;
  transformOrigin: string;
}

type Value = number | string;

/** What wx.createAnimation gives: every method but `export` returns the object itself. */
export interface WxAnimation {
  step(options?: Partial<AnimationOptions>): WxAnimation;
  export(): { actions: Step[] };
  [method: string]: unknown;
}

const DEFAULTS: AnimationOptions = {
  duration: 400,
  timingFunction: 'linear',
  delay: 0,
  transformOrigin: '50% 50% 0',
};

const pixels = (value: Value): string => (typeof value === 'number' ? `${value}px` : value);
const degrees = (value: Value): string => `${value}deg`;
const plain = (value: Value): string => String(value);

const LENGTHS = ['width', 'height', 'top', 'left', 'right', 'bottom'];
const TRANSFORMS: ReadonlyArray<readonly [names: string[], unit: (value: Value) => string]> = [
  [['translate', 'translateX', 'translateY', 'translateZ', 'translate3d'], pixels],
  [['rotate', 'rotateX', 'rotateY', 'rotateZ', 'skew', 'skewX', 'skewY'], degrees],
  [['scale', 'scaleX', 'scaleY', 'scaleZ', 'scale3d', 'matrix', 'matrix3d', 'rotate3d'], plain],
];

/** wx.createAnimation: collects steps, which the `animation` property of a built-in component plays. */
export function createAnimation(options: Partial<AnimationOptions> = {}): WxAnimation {
  const base = { ...DEFAULTS, ...options };
  let styles: Record<string, string> = {};
  const transforms = new Map<string, string>();
  let actions: Step[] = [];

  const animation: WxAnimation = {
    step(own) {
      const transform = [...transforms.values()].join(' ');
      actions.push({ styles, transform, options: { ...base, ...own } });
      styles = {};
      return animation;
    },
    export() {
      const exported = { actions };
      actions = [];
      return exported;
    },
  };
  const style = (name: string, unit: (value: Value) => string): void => {
    animation[name] = (value: Value) => {
      styles[name] = unit(value);
      return animation;
    };
  };
  LENGTHS.forEach((name) => style(name, pixels));
  style('opacity', plain);
  style('backgroundColor', plain);
  for (const [names, unit] of TRANSFORMS) {
    for (const name of names) {
      animation[name] = (...values: Value[]) => {
        transforms.set(name, `${name}(${values.map(unit).join(', ')})`);
        return animation;
      };
    }
  }
  return animation;
}

/** Plays what `export()` gave on an element; anything else does nothing. */
export function playAnimation(element: HTMLElement, animation: unknown): void {
  const { actions = [] } = (animation ?? {}) as { actions?: Step[] };
  let startMs = 0;
  for (const { styles, transform, options } of actions) {
    const { duration, timingFunction, delay, transformOrigin } = options;
    window.setTimeout(() => {
      element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`;
      element.style.transformOrigin = transformOrigin;
      Object.assign(element.style, styles);
      if (transform) element.style.transform = transform;
    }, startMs);
    startMs += duration + delay;
  }
}
