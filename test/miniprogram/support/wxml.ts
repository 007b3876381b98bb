/** An element of a template. */
export interface Element {
  tag: string;
  /** Attributes by name; one without a value is an empty text. */
  attributes: Record<string, string>;
  children: Array<Element | string>;
  /** Line of its opening tag, counted from 1. */
  line: number;
}

const TOKEN =
  /<!--[\s\S]*?-->|<\/([\w-]+)\s*>|<([\w-]+)((?:\s+[\w:.*@-]+(?:\s*=\s*"[^"]*")?)*)\s*(\/?)>/g;
const ATTRIBUTE = /([\w:.*@-]+)(?:\s*=\s*"([^"]*)")?/g;

function attributesIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) found[name] = value;
  return found;
}

/** Reads a template as far as tests look at it: elements, attributes, text. Throws on tags that do not match. */
export function readWxml(source: string): Element {
  const root: Element = { tag: '', attributes: {}, children: [], line: 0 };
  const open = [root];
  let read = 0;
  const textBefore = (end: number): void => {
    const text = source.slice(read, end).trim();
    if (/<[a-z/]/i.test(text)) throw new Error(`not a tag: ${text.slice(0, 80)}`);
    if (text) open.at(-1)!.children.push(text);
  };
  for (const token of source.matchAll(TOKEN)) {
    textBefore(token.index);
    read = token.index + token[0].length;
    const [, closed, tag, attributes = '', isEmpty] = token;
    if (closed !== undefined) {
      const element = open.pop();
      if (element?.tag !== closed) throw new Error(`</${closed}> closes <${element?.tag}>`);
    } else if (tag !== undefined) {
      const line = source.slice(0, token.index).split('\n').length;
      const element = { tag, attributes: attributesIn(attributes), children: [], line };
      open.at(-1)!.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  textBefore(source.length);
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.tag}> is never closed`);
  return root;
}

/** All elements below this one. */
export const elementsIn = (element: Element): Element[] =>
  element.children.flatMap((child) =>
    typeof child === 'string' ? [] : [child, ...elementsIn(child)],
  );

/** The text that a reader hears of an element: its own and that of what is not hidden from readers. */
export const textIn = (element: Element): string =>
  element.children
    .map((child) => {
      if (typeof child === 'string') return child;
      return child.attributes['aria-hidden'] === 'true' ? '' : textIn(child);
    })
    .join(' ')
    .trim();
