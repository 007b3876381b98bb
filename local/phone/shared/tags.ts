/** Tags of WeChat's own components that the phone supplies; in the page they are `wx-NAME`. */
export const BUILTIN_TAGS: readonly string[] = [
  'view',
  'text',
  'button',
  'input',
  'textarea',
  'image',
  'scroll-view',
  'swiper',
  'swiper-item',
  'picker',
  'picker-view',
  'picker-view-column',
  'switch',
  'checkbox',
  'checkbox-group',
  'radio',
  'radio-group',
  'form',
  'label',
  'navigator',
  'icon',
  'progress',
  'slider',
  'rich-text',
  'cover-view',
  'cover-image',
  'root-portal',
  'canvas',
  'page-meta',
  'navigation-bar',
];

/** Templates of the built-in components whose content does not lie directly in the host element. */
export const BUILTIN_TEMPLATES: Readonly<Record<string, string>> = {
  swiper: '<div class="track"><slot/></div><div class="dots" hidden="{{!indicatorDots}}"></div>',
  'picker-view':
    '<div class="indicator" style="{{indicatorStyle}}"></div><div class="columns"><slot/></div>',
  'picker-view-column': '<div class="items"><slot/></div>',
  'root-portal': '<div class="portal"><slot/></div>',
};

/** Path under which a built-in component is registered, among the app's own components. */
export const builtinPath = (tag: string): string => `builtin/${tag}`;
