import { any, builtin, text } from './builtin';

/** A node of `nodes` in WeChat's form. */
interface RichNode {
  type?: string;
  text?: string;
  name?: string;
  attrs?: Record<string, string>;
  children?: RichNode[];
}

const FORBIDDEN = 'script,iframe,style,link,object,embed,form,input';

function build({ type, text: content, name = 'div', attrs = {}, children = [] }: RichNode): Node {
  if (type === 'text') return document.createTextNode(content ?? '');
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attrs)) element.setAttribute(key, value);
  element.append(...children.map(build));
  return element;
}

/** No scripts and no handlers, as on a phone. */
function clean(root: DocumentFragment): DocumentFragment {
  root.querySelectorAll(FORBIDDEN).forEach((element) => element.remove());
  for (const element of Array.from(root.querySelectorAll('*'))) {
    for (const { name } of Array.from(element.attributes)) {
      if (name.startsWith('on') || name === 'href') element.removeAttribute(name);
    }
  }
  return root;
}

/** <rich-text> */
export const richText = builtin({
  tag: 'rich-text',
  properties: { nodes: any<unknown>(''), space: text(), userSelect: any<unknown>(null) },
  attach: ({ element }) => ({
    changed: {
      nodes(nodes) {
        const template = document.createElement('template');
        if (typeof nodes === 'string') template.innerHTML = nodes;
        else if (Array.isArray(nodes)) template.content.append(...(nodes as RichNode[]).map(build));
        element.replaceChildren(clean(template.content));
      },
    },
  }),
});
