import type { Page } from 'playwright-core';

/**
 * Looks at the page on top of the phone, and at nothing behind an open sheet. Runs in the browser; text, because
 * this side knows no DOM. The page is scrolled to its end, where nothing may lie under the foot, and back.
 */
const LOOK = String.raw`() => {
  const faults = new Set();
  const box = [...document.querySelectorAll('.page-box')].filter((one) => !one.hidden).slice(-1)[0];
  const width = window.innerWidth;
  const words = (text) => text.trim().replace(/\s+/g, ' ').slice(0, 30);
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const sheets = [...box.querySelectorAll('[aria-role=dialog], [role=dialog], .van-dialog, .van-popup')].filter(
    (one) => shown(one) && one.getBoundingClientRect().height > 0,
  );
  const dialogs = [...document.body.querySelectorAll(':scope > [role=dialog], :scope > * > [role=dialog]')].filter(shown);
  const roots = dialogs.length > 0 ? dialogs.slice(-1) : sheets.length > 0 ? sheets : [box];
  const inside = (element) => roots.some((root) => root.contains(element));

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!words(node.data) || !parent || !inside(parent) || !shown(parent)) continue;
    // A wheel to pick from shows parts of its rows.
    if (parent.closest('style, script, [role=option]')) continue;
    texts.push({ node, parent });
  }
  const linesOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    // The font's own height is more than what is drawn of it.
    return [...range.getClientRects()]
      .filter((rect) => rect.width > 0.5)
      .map(({ left, right, top, bottom, height }) => ({
        left, right, top: top + height * 0.2, bottom: bottom - height * 0.2,
      }));
  };

  for (const { node, parent } of texts) {
    const foreign = /[A-Za-z]{4,}|undefined|null|NaN|\[object/.exec(node.data.replace(/Wi-Fi|Chrome|Linux|\S+@\S+/g, ''));
    if (foreign) faults.add('not Chinese: ' + words(node.data));
    for (const line of linesOf(node)) {
      let excused = false;
      for (let up = parent; up && up !== box.parentElement; up = up.parentElement) {
        const style = getComputedStyle(up);
        if (style.overflowX === 'auto' || style.overflowX === 'scroll') excused = excused || up !== box;
        const ellipsis = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
        excused = excused || ellipsis;
        if (excused) break;
        if (style.display === 'inline') continue;
        const edge = up.getBoundingClientRect();
        const clipsX = style.overflowX === 'hidden' || style.overflowX === 'clip';
        if (clipsX && (line.right > edge.right + 1 || line.left < edge.left - 1))
          faults.add('cut at the side: ' + words(node.data));
        const clipsY = up !== box && (style.overflowY === 'hidden' || style.overflowY === 'clip');
        if (clipsY && (line.bottom > edge.bottom + 2 || line.top < edge.top - 2))
          faults.add('cut above or below: ' + words(node.data));
      }
      if (!excused && (line.right > width + 1 || line.left < -1))
        faults.add('beyond the screen: ' + words(node.data));
    }
  }

  const scrollsWithin = (element) => {
    for (let up = element.parentElement; up && up !== box; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    return false;
  };
  if (box.scrollWidth > box.clientWidth + 1) faults.add('the page is wider than the screen');
  for (const root of roots)
    for (const element of root.querySelectorAll('*')) {
      const { width: own, right, left } = element.getBoundingClientRect();
      if (own > 0 && shown(element) && (right > width + 1 || left < -1) && !scrollsWithin(element))
        faults.add('wider than the screen: ' + element.tagName.toLowerCase() + '.' + element.className);
      if (element.tagName === 'INPUT' && shown(element) && own > 1) {
        const brush = document.createElement('canvas').getContext('2d');
        const style = getComputedStyle(element);
        brush.font = style.font;
        const text = element.value || element.placeholder;
        const spacing = (parseFloat(style.letterSpacing) || 0) * text.length;
        const room = own - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        if (brush.measureText(text).width + spacing > room + 1) faults.add('cut in its field: ' + words(text));
      }
    }

  const all = [];
  // Of a list that scrolls within a sheet, only what can be seen.
  const visible = (line, element) => {
    const part = { ...line };
    for (let up = element; up && up !== box; up = up.parentElement) {
      if (getComputedStyle(up).overflowY === 'visible') continue;
      const edge = up.getBoundingClientRect();
      part.top = Math.max(part.top, edge.top);
      part.bottom = Math.min(part.bottom, edge.bottom);
    }
    return part;
  };
  for (const { node, parent } of texts)
    for (const line of linesOf(node)) all.push({ ...visible(line, parent), node });
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  // What sticks has a ground of its own, and the rest runs under it.
  const layerOf = ({ parentElement }) => {
    for (let up = parentElement; up && up !== box; up = up.parentElement)
      if (['sticky', 'fixed'].includes(getComputedStyle(up).position)) return up;
    return null;
  };
  for (const one of all) one.layer = layerOf(one.node);
  all.forEach((a, at) => {
    for (const b of all.slice(at + 1))
      if (a.node !== b.node && a.layer === b.layer && overlap(a, b))
        faults.add('one over the other: ' + words(a.node.data) + ' / ' + words(b.node.data));
  });

  const foot = roots[0] === box ? [...box.querySelectorAll('.foot')].filter(shown).slice(-1)[0] : undefined;
  if (foot) {
    const before = box.scrollTop;
    box.scrollTop = box.scrollHeight;
    const edge = foot.getBoundingClientRect();
    if (edge.height > window.innerHeight * 0.4) faults.add('the foot takes too much of the screen');
    for (const { node } of texts)
      if (!foot.contains(node) && linesOf(node).some((line) => overlap(line, edge)))
        faults.add('under the foot: ' + words(node.data));
    box.scrollTop = before;
  }
  return [...faults];
}`;

/**
 * What a reader would see as broken on the phone's screen now: wider than the screen, cut without an ellipsis, one
 * text over another, something under the foot at the end of the page, words that are not Chinese. Empty when sound.
 */
export const layoutFaults = (page: Page): Promise<string[]> => page.evaluate(`(${LOOK})()`);
