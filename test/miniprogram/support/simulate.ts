import { join } from 'node:path';
import { afterEach, jest } from '@jest/globals';
import type { Rendered, RenderedNode, Simulator } from 'miniprogram-simulate';
import { buildApp } from './build-app';
import type { FakePhone } from './phone';
import { fakePhone } from './phone';

interface Globals {
  wx: unknown;
  document: { body: unknown };
  getCurrentPages: () => unknown[];
  setTimeout: (work: () => void, ms: number) => unknown;
}
const globals = globalThis as unknown as Globals;

const COMPILER = { maxBuffer: 64 << 20 };

/** A page or component of the app on a faked phone. */
export interface Shown {
  phone: FakePhone;
  view: Rendered;
  /** Every aria-label that is rendered. */
  labels(): string[];
  text(): string;
  /** Runs a handler of the page as a template does. */
  run(
    method: string,
    event?: { detail?: unknown; dataset?: Record<string, unknown> },
  ): Promise<void>;
}

const realTimeout = globalThis.setTimeout;
const LONG_MS = 9_000;

/** Pauses of the app (before a retry, while typing) pass at once; its time limit never comes. */
function hurry(): void {
  globals.setTimeout = (work, ms) =>
    realTimeout(() => {
      if (ms < LONG_MS) work();
    }, 0);
}

/** Lets everything that was begun come to its end. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 25; turn += 1) {
    await new Promise<void>((resolve) => {
      realTimeout(resolve, 0);
    });
  }
};

function labelsIn(node: RenderedNode | string | undefined): string[] {
  if (!node || typeof node === 'string') return [];
  const own = (node.attrs ?? [])
    .filter(({ name }) => name === 'ariaLabel' || name === 'aria-label')
    .map(({ value }) => String(value));
  return [...own, ...(node.children ?? []).flatMap(labelsIn)];
}

/** Kept for a whole file: it compiles every template once. */
let simulator: Simulator | undefined;

/** Details of an event of the component from now on, in order. */
export function heard({ view }: Shown, event: string): unknown[] {
  const details: unknown[] = [];
  view.addEventListener(event, ({ detail }) => details.push(detail));
  return details;
}

/** The page is left for another one, and seen again. */
export async function seenAgain({ view }: Shown): Promise<void> {
  view.triggerPageLifeTime('hide');
  view.triggerPageLifeTime('show');
  await settle();
}

/** What is on the phone after a restart. */
export const withStorageOf =
  ({ phone }: Shown, prepare: (phone: FakePhone) => void) =>
  (next: FakePhone): void => {
    phone.storage.forEach((value, key) => next.storage.set(key, value));
    prepare(next);
  };

/** What a test showed; it is closed with the test, or its clock would go on asking on the phone of the next. */
let shown: Rendered[] = [];
afterEach(() => {
  for (const view of shown) view.detach();
  shown = [];
});

/** Shows a page or component, named by its path in the app. Modules of the app begin anew each time. */
export async function show(
  path: string,
  properties: Record<string, unknown> = {},
  prepare: (phone: FakePhone) => void = () => undefined,
): Promise<Shown> {
  const phone = fakePhone();
  prepare(phone);
  hurry();
  globals.wx = phone.wx;
  globals.getCurrentPages = () => [{}, {}];
  const simulate = (simulator ??= require('miniprogram-simulate') as Simulator);
  // A component's script registers it, so it has to run again for each load.
  jest.resetModules();
  const folder = buildApp();
  const id = simulate.load(join(folder, path), { rootPath: folder, compilerOptions: COMPILER });
  const view = simulate.render(id, properties);
  view.attach(globals.document.body);
  shown.push(view);
  view.triggerPageLifeTime('show');
  await settle();
  return {
    phone,
    view,
    labels: () => labelsIn(view.toJSON()),
    text: () => view.dom.textContent,
    run: async (method, { detail = {}, dataset = {} } = {}) => {
      const handler = view.instance[method] as ((event: unknown) => unknown) | undefined;
      if (!handler) throw new Error(`${path} has no ${method}`);
      void handler.call(view.instance, { detail, currentTarget: { dataset } });
      await settle();
    },
  };
}
