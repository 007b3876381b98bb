/** A piece of WXS source: joined, all pieces give the source again. */
export interface WxsToken {
  kind: 'space' | 'comment' | 'string' | 'template' | 'word' | 'number' | 'sign';
  text: string;
  /** Offset in the source. */
  at: number;
}

const PATTERNS: ReadonlyArray<readonly [WxsToken['kind'], RegExp]> = [
  ['space', /\s+/y],
  ['comment', /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['string', /'(?:\\[\s\S]|[^'\\\n])*'?|"(?:\\[\s\S]|[^"\\\n])*"?/y],
  ['template', /`(?:\\[\s\S]|[^`\\])*`?/y],
  ['word', /[\p{L}_$][\p{L}\p{N}_$]*/uy],
  ['number', /\.?\d(?:[eE][+-]|[\w.])*/y],
  ['sign', /=>|\?\?|\?\.(?!\d)|\.\.\.|[\s\S]/y],
];

/** Splits WXS source; there are no regular expression literals in WXS, so `/` always divides. */
export function wxsTokens(source: string): WxsToken[] {
  const tokens: WxsToken[] = [];
  for (let at = 0; at < source.length;) {
    for (const [kind, pattern] of PATTERNS) {
      pattern.lastIndex = at;
      const text = pattern.exec(source)?.[0];
      if (text !== undefined) {
        tokens.push({ kind, text, at });
        at += text.length;
        break;
      }
    }
  }
  return tokens;
}

/** In WXS `'\d'` is a backslash and a d; JavaScript would drop the backslash. */
const keepBackslashes = (text: string): string =>
  text.replace(/\\([\s\S])/g, (escape, character: string) =>
    /[nrtbfv0'"\\xu\n]/.test(character) ? escape : `\\${escape}`,
  );

/**
 * WXS as JavaScript with the same meaning: `x.constructor` is the name of the type ('Array'), and
 * unknown escapes in strings keep their backslash (preview.md §4, 3).
 */
export function wxsToJavaScript(source: string): string {
  const tokens = wxsTokens(source);
  const meaningful = (index: number): WxsToken | undefined =>
    tokens
      .slice(0, index)
      .reverse()
      .find(({ kind }) => kind !== 'space' && kind !== 'comment');
  return tokens
    .map(({ kind, text }, index) => {
      if (kind === 'string') return keepBackslashes(text);
      if (kind === 'word' && text === 'constructor' && meaningful(index)?.text === '.') {
        return 'constructor.name';
      }
      return text;
    })
    .join('');
}

const NOT_ES5 = new Map([
  ['=>', '箭头函数'],
  ['??', '?? 运算符'],
  ['?.', '?. 运算符'],
  ['...', '展开运算符'],
  ['let', 'let'],
  ['const', 'const'],
  ['class', 'class'],
]);

/** Places of syntax newer than ES5, which phones refuse in WXS and in the expressions of WXML (preview.md §4, 21). */
export function newerSyntax(source: string): Array<{ at: number; what: string }> {
  return wxsTokens(source).flatMap(({ kind, text, at }) => {
    if (kind === 'template') return [{ at, what: '模板字符串' }];
    const what = kind === 'word' || kind === 'sign' ? NOT_ES5.get(text) : undefined;
    return what === undefined ? [] : [{ at, what }];
  });
}
