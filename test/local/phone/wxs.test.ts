import { describe, expect, it } from '@jest/globals';
import { newerSyntax, wxsToJavaScript, wxsTokens } from '../../../local/phone/build/wxs';

const run = (source: string): unknown => {
  const module = { exports: {} as unknown };
  new Function('module', wxsToJavaScript(source))(module);
  return module.exports;
};

describe('WXS as JavaScript', () => {
  it('loses nothing when it is split', () => {
    const source = "var a = 'x\\'y' + \"z\"; // c\n/* d */ b = 1.5e-3 / a.b[`t`] => 0x1F;";
    expect(
      wxsTokens(source)
        .map(({ text }) => text)
        .join(''),
    ).toBe(source);
  });

  it('makes the constructor of a value the name of its type', () => {
    expect(
      run("var a = [1]; module.exports = [a.constructor, ({}).constructor, 'x'.constructor]"),
    ).toEqual(['Array', 'Object', 'String']);
  });

  it('finds the constructor behind calls, brackets and line breaks', () => {
    expect(
      run('var a = { f: function () { return [[]]; } }; module.exports = a.f()[0]\n  .constructor'),
    ).toBe('Array');
  });

  it('leaves a word alone that is no member', () => {
    expect(run("var constructor = 'own'; module.exports = { constructor: constructor }")).toEqual({
      constructor: 'own',
    });
  });

  it('keeps the backslash of unknown escapes and the meaning of known ones', () => {
    expect(run("module.exports = '\\d\\s\\n\\\\ \\'\\u4e00'")).toBe("\\d\\s\n\\ '一");
  });

  it('touches neither comments nor strings that look like code', () => {
    expect(wxsToJavaScript("// a.constructor '\\d'\n'a.constructor'")).toBe(
      "// a.constructor '\\d'\n'a.constructor'",
    );
  });
});

describe('syntax newer than ES5', () => {
  it('is found with its place', () => {
    expect(newerSyntax('var f = (a) => a;\nlet b;')).toEqual([
      { at: 12, what: '箭头函数' },
      { at: 18, what: 'let' },
    ]);
  });

  it('is not seen in strings, comments or the ternary operator', () => {
    expect(newerSyntax("'a ?? b' /* => */ ; var x = a ?.5 : 1; // let")).toEqual([]);
  });

  it('finds ??, ?. and template literals', () => {
    expect(newerSyntax('a ?? b?.c + `d`').map(({ what }) => what)).toEqual([
      '?? 运算符',
      '?. 运算符',
      '模板字符串',
    ]);
  });
});
