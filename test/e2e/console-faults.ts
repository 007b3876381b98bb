import type { Page } from 'playwright-core';

/** Runs in the browser; text, because this side knows no DOM. */
const LOOK = String.raw`() => {
  const faults = new Set();
  const width = window.innerWidth;
  const words = (text) => text.trim().replace(/\s+/g, ' ').slice(0, 40);
  if (document.documentElement.scrollWidth > width + 1) faults.add('the page is wider than the window');
  const scrolls = (element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const { overflowX } = getComputedStyle(up);
      if (overflowX === 'auto' || overflowX === 'scroll' || overflowX === 'hidden') return true;
    }
    return false;
  };
  for (const element of document.querySelectorAll('body *')) {
    if (!/auto|scroll/.test(getComputedStyle(element).overflowX) || element.clientWidth === 0) continue;
    if (element.scrollWidth > element.clientWidth + 1) faults.add('scrolls sideways: ' + words(element.textContent));
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!words(node.data) || !parent || parent.closest('style, script, noscript')) continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const plain = node.data.replace(/\S+@\S+|Excel|Chrome|Edge|Chromium|Firefox|Safari|Linux|Windows|macOS|xlsx|csv|Ctrl/g, '');
    if (/[A-Za-z]{4,}|[A-Z]+_[A-Z]|undefined|null|NaN|\[object/.test(plain)) faults.add('not Chinese: ' + words(node.data));
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, width: own } of range.getClientRects())
      if (own > 1 && (right > width + 1 || left < -1) && !scrolls(parent))
        faults.add('beyond the window: ' + words(node.data));
  }
  for (const button of document.querySelectorAll('button, .card-head, .page-head'))
    if (button.scrollWidth > button.clientWidth + 2 && button.clientWidth > 0 && getComputedStyle(button).display !== 'inline')
      faults.add('does not fit: ' + words(button.textContent));
  return [...faults];
}`;

/** What is amiss with the layout and the words of the console's page as it stands; empty when nothing is. */
export async function consoleFaults(page: Page): Promise<string[]> {
  return (await page.evaluate(`(${LOOK})()`)) as string[];
}
