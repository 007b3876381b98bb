import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import wx from 'wx-server-sdk';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';

/*
 * docs/local-cloud.md says what the local cloud does and which test shows it: files and tests named there exist,
 * and nothing that the SDK exports is without a row.
 */

const page = readFileSync('docs/local-cloud.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| behaviour'))
  .map((line) => {
    const [says, source, file, test] = line
      .split(' | ')
      .map((cell) => cell.replace(/^\| | \|$/g, ''));
    const [testFile, title] = test!.split(' › ');
    return { says: says!, source: source!, file: file!, testFile: testFile!, title: title! };
  });

/** Texts in the first arguments of `describe`, `it` and of the tables of `it.each`. */
function titlesOf(path: string): Set<string> {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const titles = new Set<string>();
  const texts = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) titles.add(node.text);
    ts.forEachChild(node, texts);
  };
  const visit = (node: ts.Node): void => {
    const isTest = ts.isCallExpression(node) && /^(it|describe)\b/.test(node.expression.getText());
    if (isTest && node.arguments[0]) texts(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

const testPath = (name: string): string => join('test', 'local', name);

/** Names that an object has or inherits, except those of every object. */
function namesOf(value: object): string[] {
  const names: string[] = [];
  for (let at = value; at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    names.push(...Object.getOwnPropertyNames(at));
  return names.filter((name) => !name.startsWith('_') && name !== 'constructor');
}

const says = (words: string): boolean => rows.some((row) => row.says.includes(words));

wx.init({ env: 'local-env' });
const db = wx.database();
const { aggregate, project, ...commands } = db.command as unknown as Record<string, object>;

describe('the table of the local cloud', () => {
  it('is filled in', () => {
    expect(rows.length).toBeGreaterThan(100);
    for (const { says: what, source } of rows) expect([what, source]).not.toContain('');
  });

  it('names files that exist', () => {
    const files = rows.map(({ file }) => file).filter((file) => file !== '–');
    expect(files.filter((file) => !existsSync(join('local', 'cloud', file)))).toEqual([]);
  });

  it('names tests that exist', () => {
    const missing = rows.filter(({ testFile, title }) => {
      const path = testPath(testFile);
      return !existsSync(path) || !titlesOf(path).has(title);
    });
    expect(missing.map(({ testFile, title }) => `${testFile} › ${title}`)).toEqual([]);
  });

  it('has every operator of conditions and updates', () => {
    expect(Object.keys(commands).length).toBeGreaterThan(30);
    expect(Object.keys(commands).filter((name) => !says(`\`_.${name}\``))).toEqual([]);
    const parts = Object.keys(project!).map((name) => `_.project.${name}`);
    expect(parts.filter((name) => !says(`\`${name}\``))).toEqual([]);
  });

  it('has every expression, each with a case of its own in the test of its row', () => {
    const names = Object.keys(aggregate!);
    expect(names.length).toBeGreaterThan(90);
    const without = names.filter((name) => {
      const row = rows.find((each) => new RegExp(`\`\\$\\.${name}\\b`).test(each.says));
      const text = row && readFileSync(testPath(row.testFile), 'utf8');
      return !text || !new RegExp(`'${name}'|\\$\\.${name}!\\(`).test(text);
    });
    expect(without).toEqual([]);
  });

  it('has every stage', () => {
    const stages = namesOf(db.collection('any').aggregate()).filter(
      (name) => !['pushStage', 'collectionName', 'database'].includes(name),
    );
    expect(stages.length).toBeGreaterThan(20);
    expect(stages.filter((name) => !says(`\`${name}\``))).toEqual([]);
  });

  it('has everything that the SDK itself exports', () => {
    const names = Object.keys(wx).filter((name) => !['default', 'openapi'].includes(name));
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !page.includes(`\`cloud.${name}\``))).toEqual([]);
  });

  it('stands for an environment that has room for what is declared', () => {
    expect(COLLECTIONS.length).toBeLessThanOrEqual(100);
    for (const { indexes } of COLLECTIONS) {
      expect(indexes.length).toBeLessThanOrEqual(100);
      for (const { keys } of indexes) expect(keys.length).toBeLessThanOrEqual(31);
    }
  });
});
