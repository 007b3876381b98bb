import type * as glassEasel from 'glass-easel';
import type { Phone } from '../phone';

/** What a query may ask of a node. */
interface Fields {
  id?: boolean;
  dataset?: boolean;
  rect?: boolean;
  size?: boolean;
  scrollOffset?: boolean;
  node?: boolean;
  context?: boolean;
  properties?: string[];
  computedStyle?: string[];
}

type Result = Record<string, unknown> | null;
type Callback = (result: Result | Result[]) => void;
type Found = glassEasel.Element | 'viewport' | null;

/** A page or component as wx functions take it. */
export interface ComponentCaller {
  _$: glassEasel.GeneralComponent;
}

interface Request {
  find(): Found | Found[];
  fields: Fields;
  done?: Callback;
}

const RECT: Fields = { id: true, dataset: true, rect: true, size: true };
const SCROLL: Fields = { id: true, dataset: true, scrollOffset: true };

/** A canvas can be drawn on by the app; it makes its pictures itself. */
function canvasNode(element: Element): unknown {
  const canvas = element.querySelector('canvas');
  if (!canvas) return null;
  return Object.assign(canvas, {
    createImage: () => new Image(),
    requestAnimationFrame: (run: FrameRequestCallback) => window.requestAnimationFrame(run),
    cancelAnimationFrame: (id: number) => window.cancelAnimationFrame(id),
  });
}

/** The node's part of a query. */
class NodesRef {
  constructor(
    private readonly query: SelectorQuery,
    private readonly find: () => Found | Found[],
  ) {}

  fields(fields: Fields, done?: Callback): SelectorQuery {
    return this.query.add({ find: this.find, fields, done });
  }

  boundingClientRect(done?: Callback): SelectorQuery {
    return this.fields(RECT, done);
  }

  scrollOffset(done?: Callback): SelectorQuery {
    return this.fields(SCROLL, done);
  }

  node(done?: Callback): SelectorQuery {
    return this.fields({ node: true }, done);
  }

  context(done?: Callback): SelectorQuery {
    return this.fields({ context: true }, done);
  }
}

/** wx.createSelectorQuery. Coordinates begin under the navigation bar, as on a phone. */
export class SelectorQuery {
  private readonly requests: Request[] = [];
  private component: ComponentCaller | undefined;

  constructor(private readonly phone: Pick<Phone, 'pages' | 'screen'>) {}

  in(component: ComponentCaller): this {
    this.component = component;
    return this;
  }

  select(selector: string): NodesRef {
    return new NodesRef(this, () => this.root().querySelector(selector));
  }

  selectAll(selector: string): NodesRef {
    return new NodesRef(this, () => this.root().querySelectorAll(selector));
  }

  selectViewport(): NodesRef {
    return new NodesRef(this, () => 'viewport');
  }

  /** Used by NodesRef. */
  add(request: Request): this {
    this.requests.push(request);
    return this;
  }

  exec(done?: (results: Array<Result | Result[]>) => void): void {
    setTimeout(() => {
      const results = this.requests.map(({ find, fields, done: one }) => {
        const found = find();
        const result = Array.isArray(found)
          ? found.map((node) => this.describe(node, fields))
          : this.describe(found, fields);
        one?.(result);
        return result;
      });
      done?.(results);
    });
  }

  private root(): glassEasel.ShadowRoot {
    const caller =
      this.component ?? (this.phone.pages.current.caller as unknown as ComponentCaller);
    return caller._$.getShadowRoot()!;
  }

  private describe(found: Found, fields: Fields): Result {
    // A node of a page that was closed meanwhile has no element any more.
    const element =
      found === 'viewport'
        ? this.phone.pages.current.box
        : (found?.$$ as unknown as HTMLElement | null | undefined);
    if (found === null || !element) return null;
    const node = found === 'viewport' ? undefined : found;
    const result: Record<string, unknown> = {};
    const box = element.getBoundingClientRect();
    const offset = this.phone.screen.pages.getBoundingClientRect().top;
    if (fields.id) result['id'] = node?.id ?? '';
    if (fields.dataset) result['dataset'] = node?.dataset ?? {};
    if (fields.rect) {
      const { left, right, top, bottom } = box;
      Object.assign(result, { left, right, top: top - offset, bottom: bottom - offset });
    }
    if (fields.size) Object.assign(result, { width: box.width, height: box.height });
    if (fields.scrollOffset) {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = element;
      Object.assign(result, { scrollTop, scrollLeft, scrollHeight, scrollWidth });
    }
    if (fields.node) result['node'] = canvasNode(element);
    for (const name of fields.computedStyle ?? []) {
      result[name] = getComputedStyle(element).getPropertyValue(
        name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      );
    }
    for (const name of fields.properties ?? []) {
      result[name] = (node as { data?: Record<string, unknown> } | undefined)?.data?.[name];
    }
    return result;
  }
}
