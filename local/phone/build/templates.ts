import { join } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import { BUILTIN_TEMPLATES, builtinPath } from '../shared/tags';
import type { FoundComponent } from './collect';
import { positionAt } from './problems';
import { fileOf, posix } from './sources';
import type { Sources } from './sources';
import { newerSyntax, wxsToJavaScript } from './wxs';

/** A message of the compiler; lines and columns count from 0. */
interface CompilerMessage {
  isError: boolean;
  level: number;
  message: string;
  startLine: number;
  startColumn: number;
}

/** Object spread is allowed in `<template data="{{...x}}">`. */
function checkExpressions(sources: Sources, file: string, source: string): void {
  for (const { index, 1: expression = '' } of source.matchAll(/\{\{([\s\S]*?)\}\}/g)) {
    for (const { at, what } of newerSyntax(expression)) {
      if (what !== '展开运算符') {
        const text = `WXML 表达式不能用${what}：手机上的编译器不认`;
        sources.report({ file, ...positionAt(source, index + 2 + at), text });
      }
    }
  }
}

function checkScript(sources: Sources, file: string, source: string): void {
  for (const { at, what } of newerSyntax(source)) {
    sources.report({ file, ...positionAt(source, at), text: `wxs 只能用 ES5，不能用${what}` });
  }
}

const isOwn = (file: string): boolean => !file.includes('node_modules');

/** Compiles templates and wxs of one app. */
class TemplateCompiler {
  private readonly group = new TmplGroup();
  private readonly done = new Set<string>();

  constructor(private readonly sources: Sources) {
    for (const [tag, template] of Object.entries(BUILTIN_TEMPLATES)) {
      this.group.addTmpl(builtinPath(tag), template);
    }
  }

  addTemplate(path: string): void {
    if (this.seen(`template ${path}`)) return;
    const file = `${fileOf(this.sources.root, path)}.wxml`;
    const source = this.sources.read(file);
    if (source === undefined) {
      this.sources.report({ file, text: '没有这个 WXML 文件' });
      return;
    }
    this.reportMessages(file, this.group.addTmpl(path, source) as CompilerMessage[]);
    if (isOwn(file))
      checkExpressions(this.sources, file, source.replace(/<!--[\s\S]*?-->/g, blank));
    for (const name of this.group.getInlineScriptModuleNames(path) as string[]) {
      const script = this.group.getInlineScript(path, name);
      this.group.setInlineScript(path, name, wxsToJavaScript(script));
    }
    for (const used of this.group.getDirectDependencies(path) as string[]) this.addTemplate(used);
    for (const script of this.group.getScriptDependencies(path) as string[]) this.addScript(script);
  }

  /**
   * `require('./x.wxs')` inside wxs looks the script up with its ending, `<wxs src>` without it
   * (preview.md §4, 3): `id` is registered as it was asked for.
   */
  private addScript(id: string): void {
    if (this.seen(`script ${id}`)) return;
    const file = `${fileOf(this.sources.root, id.replace(/\.wxs$/, ''))}.wxs`;
    const source = this.sources.read(file);
    if (source === undefined) {
      this.sources.report({ file, text: '没有这个 wxs 文件' });
      return;
    }
    if (isOwn(file)) checkScript(this.sources, file, source);
    this.group.addScript(id, wxsToJavaScript(source));
    for (const { 1: required = '' } of source.matchAll(/require\(\s*['"]([^'"]+)['"]\s*\)/g)) {
      this.addScript(
        required.startsWith('/') ? required.slice(1) : posix(join(id, '..', required)),
      );
    }
  }

  /** One JavaScript expression: path → generator. Ends the compiler. */
  finish(): string {
    const expression = this.group.getTmplGenObjectGroups();
    this.group.free();
    return expression;
  }

  private seen(key: string): boolean {
    const known = this.done.has(key);
    this.done.add(key);
    return known;
  }

  /** An unclosed tag is a warning to the compiler but fails on a phone: in the app's own files all are errors. */
  private reportMessages(file: string, messages: readonly CompilerMessage[]): void {
    for (const { isError, message, startLine, startColumn } of messages) {
      if (isError || isOwn(file)) {
        const place = { line: startLine + 1, column: startColumn + 1 };
        this.sources.report({ file, ...place, text: message });
      }
    }
  }
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Compiles the templates of all components and what they include; gives a JavaScript expression path → generator. */
export function compileTemplates(sources: Sources, components: readonly FoundComponent[]): string {
  const compiler = new TemplateCompiler(sources);
  for (const { path } of components) compiler.addTemplate(path);
  return compiler.finish();
}
