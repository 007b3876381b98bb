import { dirname, join, resolve } from 'node:path';
import postcss from 'postcss';
import type { AtRule, Root } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import { rpxToVw } from '../shared/rpx';
import { BUILTIN_TAGS } from '../shared/tags';
import { ICON_FONT_URL, isIconFont } from './icon-font';
import { findPackage } from './sources';
import type { Sources } from './sources';

const TAGS = new Set([...BUILTIN_TAGS, 'page']);

/** Zero specificity, so that a rule for the dark theme weighs what it weighs on a phone. */
const themeSelector = (theme: string): string => `:where(html[data-theme="${theme}"])`;

function scopeSelector(selector: string, scope: string, theme: string | undefined): string {
  const scoped = selectorParser((selectors) => {
    selectors.walk((node) => {
      if (node.type === 'class' && scope !== '') {
        node.value = `${scope}--${node.value}`;
      } else if (node.type === 'tag' && TAGS.has(node.value)) {
        node.value = `wx-${node.value}`;
      } else if (node.type === 'pseudo' && node.value === ':host') {
        node.replaceWith(
          selectorParser.attribute({
            attribute: 'wx-host',
            operator: '=',
            value: scope,
            quoteMark: '"',
            raws: {},
          }),
        );
      }
    });
    if (theme !== undefined) {
      selectors.each((one) => {
        one.prepend(selectorParser.tag({ value: `${themeSelector(theme)} ` }));
      });
    }
  }).processSync(selector);
  return scoped;
}

const inKeyframes = (parent: unknown): boolean =>
  (parent as AtRule | undefined)?.type === 'atrule' &&
  (parent as AtRule).name.endsWith('keyframes');

const THEME_CONDITION = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)(?:\s+and\s+)?/;

/** The theme of the phone is its own, not the computer's: the media query becomes a selector. */
function takeThemes(root: Root): Map<AtRule, string> {
  const themes = new Map<AtRule, string>();
  root.walkAtRules('media', (rule) => {
    const theme = THEME_CONDITION.exec(rule.params)?.[1];
    if (theme !== undefined) {
      rule.params = rule.params.replace(THEME_CONDITION, '').replace(/\s+and\s*$/, '') || 'all';
      themes.set(rule, theme);
    }
  });
  return themes;
}

function importedFile(sources: Sources, reference: string, owner: string): string {
  const name = reference.endsWith('.wxss') ? reference : `${reference}.wxss`;
  if (name.startsWith('/')) return join(sources.root, name);
  const beside = resolve(dirname(owner), name);
  if (name.startsWith('.') || sources.read(beside) !== undefined) return beside;
  const found = findPackage(name, sources.root);
  return found ? join(found.base, found.rest) : beside;
}

function replaceIconFont(root: Root): void {
  root.walkAtRules('font-face', (rule) => {
    rule.walkDecls('src', (declaration) => {
      if (isIconFont(declaration.value)) {
        declaration.value = `url(${ICON_FONT_URL}) format('woff2')`;
      }
    });
  });
}

/** Nothing may leave the machine, and on a phone WXSS takes no local files. */
function checkUrls(sources: Sources, file: string, root: Root): void {
  root.walkDecls((declaration) => {
    const url = /url\(\s*['"]?(?!data:|#)([^'")]+)/.exec(declaration.value)?.[1];
    if (url !== undefined && url !== ICON_FONT_URL) {
      const start = declaration.source?.start;
      const text = `WXSS 里的 url(${url}) 在手机上读不到，请改用 base64 或 <image>`;
      sources.report({ file, severity: 'warning', ...start, text });
    }
  });
}

function rewrite(sources: Sources, file: string, root: Root, scope: string): string {
  replaceIconFont(root);
  checkUrls(sources, file, root);
  const themes = takeThemes(root);
  root.walkDecls((declaration) => {
    declaration.value = rpxToVw(declaration.value);
  });
  root.walkAtRules('media', (rule) => {
    rule.params = rpxToVw(rule.params);
  });
  root.walkRules((rule) => {
    if (!inKeyframes(rule.parent)) {
      const theme = rule.parent?.type === 'atrule' ? themes.get(rule.parent as AtRule) : undefined;
      rule.selector = scopeSelector(rule.selector, scope, theme);
    }
  });
  return `${root.toString()}\n`;
}

/**
 * CSS of a WXSS file and what it imports: rpx as vw, tags as `wx-…`, classes prefixed with
 * `scope--` ('' for pages and app.wxss), themes by `data-theme`. '' when there is no such file.
 */
export function compileStyle(
  sources: Sources,
  file: string,
  scope: string,
  seen: Set<string> = new Set(),
): string {
  const source = sources.read(file);
  if (source === undefined || seen.has(file)) return '';
  seen.add(file);
  try {
    const root = postcss.parse(source, { from: file });
    let imported = '';
    root.walkAtRules('import', (rule) => {
      const reference = rule.params.replace(/^url\(|\)$|['"]/g, '').trim();
      const found = importedFile(sources, reference, file);
      if (sources.read(found) === undefined) {
        const text = `@import "${reference}" 没有找到`;
        sources.report({ file, ...rule.source?.start, text });
      }
      imported += compileStyle(sources, found, scope, seen);
      rule.remove();
    });
    return imported + rewrite(sources, file, root, scope);
  } catch (error) {
    const { line, column, reason, message } = error as Error & {
      line?: number;
      column?: number;
      reason?: string;
    };
    sources.report({ file, line, column, text: reason ?? message });
    return '';
  }
}
