import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/*
 * docs/rules.md, the table of rules, is read and compared with what is there: every rule of the guide has a
 * row, the files of the row exist, and each of its tests names the rule in a title.
 */

/** The rules of the guide, first and last of each run of numbers. */
const RUNS = [
  [1, 5],
  [10, 27],
  [29, 41],
  [50, 55],
  [60, 64],
  [70, 74],
] as const;
const RULES = RUNS.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, i) => `R-${first + i}`),
);
/** They state what others do elsewhere; the product decides nothing by them. */
const FACTS = ['R-62', 'R-64'];

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const files = (cell: string): string[] => (cell === '–' ? [] : cell.split(', '));

const page = readFileSync(join('docs', 'rules.md'), 'utf8').split('\n');
const rows = page
  .filter((line) => /^\| R-\d+ \|/.test(line))
  .map(cells)
  .map(([rule, says, places, tests]) => ({
    rule: rule!,
    says: says!,
    places: files(places!),
    tests: files(tests!),
  }));

/** Titles of suites and tests in a file, with the texts of the tables that fill them. */
function titlesOf(path: string): string[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(it|describe)\b/.test(node.expression.getText(source))) {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title)) titles.push(title.text);
      if (title && ts.isArrayLiteralExpression(title)) titles.push(title.getText(source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

const names = (title: string, rule: string): boolean => new RegExp(`${rule}(?!\\d)`).test(title);

describe('the table of rules', () => {
  it('has one row for each rule, in order', () => {
    expect(rows.map(({ rule }) => rule)).toEqual(RULES);
    for (const { says } of rows) expect(says).not.toBe('');
  });

  it('has a place and a test for each rule that decides something', () => {
    const empty = rows.filter(({ places, tests }) => places.length === 0 || tests.length === 0);
    expect(empty.map(({ rule }) => rule)).toEqual(FACTS);
  });

  it('names no test that is not there', () => {
    const tests = page
      .filter((line) => line.startsWith('|'))
      .flatMap((line) => cells(line).at(-1)!);
    const named = tests.flatMap((cell) => cell.split(', ')).filter((name) => name.endsWith('.ts'));
    expect(named.filter((name) => !existsSync(join('test', name)))).toEqual([]);
    expect(named.length).toBeGreaterThan(RULES.length);
  });

  it.each(rows.filter(({ rule }) => !FACTS.includes(rule)))(
    '$rule: $says',
    ({ rule, places, tests }) => {
      const missing = [
        ...places.map((place) => join('cloudfunctions', 'core', place)),
        ...tests.map((test) => join('test', test)),
      ].filter((path) => !existsSync(path));
      expect(missing).toEqual([]);
      const silent = tests.filter(
        (test) => !titlesOf(join('test', test)).some((title) => names(title, rule)),
      );
      expect(silent).toEqual([]);
    },
  );
});
