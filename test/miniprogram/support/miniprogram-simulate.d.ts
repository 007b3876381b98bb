/** The part of miniprogram-simulate 1.6.2 that the tests use; the package brings no types. */
declare module 'miniprogram-simulate' {
  export interface RenderedNode {
    tagName?: string;
    attrs?: Array<{ name: string; value: unknown }>;
    children?: Array<RenderedNode | string>;
  }
  export interface Rendered {
    readonly dom: { readonly innerHTML: string; readonly textContent: string };
    readonly data: Record<string, unknown>;
    readonly instance: Record<string, (...values: never[]) => unknown>;
    attach(parent: unknown): void;
    detach(): void;
    toJSON(): RenderedNode;
    setData(data: Record<string, unknown>): void;
    querySelector(selector: string): Rendered | undefined;
    querySelectorAll(selector: string): Rendered[];
    dispatchEvent(name: string, options?: Record<string, unknown>): void;
    addEventListener(name: string, listener: (event: { detail: unknown }) => void): void;
    triggerPageLifeTime(name: string): void;
  }
  export interface Simulator {
    load(
      path: string,
      options: { rootPath: string; compilerOptions: { maxBuffer: number } },
    ): string;
    render(id: string, properties?: Record<string, unknown>): Rendered;
  }
}
