import { createAnimation } from '../animation';
import type { Phone } from '../phone';
import { createActions } from './actions';
import { createSignal } from './api';
import type { Signal } from './api';
import { createCloud } from './cloud';
import { createDialogs } from './dialogs';
import { fileMembers } from './files';
import { createNetwork } from './network';
import type { Privacy } from './privacy';
import { createRouting } from './routing';
import type { RoutingMembers } from './routing';
import { scanMembers } from './scan';
import { SelectorQuery } from './selector-query';
import { createStorage } from './storage';
import { createCanIUse, createSystem } from './system';

/** Signals of the app's life, for wx.onX. */
export interface AppSignals {
  show: Signal<object>;
  hide: Signal<undefined>;
  error: Signal<string>;
}

interface ObservingCaller {
  createIntersectionObserver(options?: object): unknown;
  createMediaQueryObserver(): unknown;
}

const observers = {
  createIntersectionObserver: (component: ObservingCaller, options?: object) =>
    component.createIntersectionObserver(options),
  createMediaQueryObserver: (component: ObservingCaller) => component.createMediaQueryObserver(),
};

function lifeMembers({ show, hide, error }: AppSignals): Record<string, unknown> {
  const resize = createSignal<object>();
  window.addEventListener('resize', () => {
    const size = { windowWidth: window.innerWidth, windowHeight: window.innerHeight };
    resize.fire({ size });
  });
  const members: Record<string, unknown> = {
    onAppShow: show.on,
    offAppShow: show.off,
    onAppHide: hide.on,
    offAppHide: hide.off,
    onError: error.on,
    offError: error.off,
    onWindowResize: resize.on,
    offWindowResize: resize.off,
  };
  for (const name of ['UnhandledRejection', 'PageNotFound', 'MemoryWarning', 'UserCaptureScreen']) {
    const { on, off } = createSignal<object>();
    Object.assign(members, { [`on${name}`]: on, [`off${name}`]: off });
  }
  return members;
}

const silentLog = (): object => ({
  debug() {},
  log() {},
  info() {},
  warn() {},
  error() {},
  setFilterMsg() {},
  addFilterMsg() {},
});

/** There is never a newer version here. */
const updateManager = {
  onCheckForUpdate: (listener: (result: object) => void) =>
    setTimeout(() => listener({ hasUpdate: false })),
  onUpdateReady() {},
  onUpdateFailed() {},
  applyUpdate() {},
};

/** The first use of anything that is not supplied is told loudly: a gap shall be seen. */
function warnOfGaps(members: Record<string, unknown>, what: string): Record<string, unknown> {
  const told = new Set<string>();
  return new Proxy(members, {
    get(target, name) {
      if (typeof name === 'string' && !(name in target) && name !== 'then' && !told.has(name)) {
        told.add(name);
        console.warn(`[phone] ${what}.${name} 本机没有实现`);
      }
      return Reflect.get(target, name) as unknown;
    },
  });
}

/** Makes the wx object of a phone. */
export function createWx(
  phone: Phone,
  privacy: Privacy,
  signals: AppSignals,
): { wx: Record<string, unknown>; routing: RoutingMembers } {
  const { openid } = phone.settings.current;
  const network = createNetwork(phone.settings);
  const dialogs = createDialogs();
  const routing = createRouting(phone);
  const members: Record<string, unknown> = {
    ...createStorage(openid),
    ...createSystem(phone),
    ...dialogs.members,
    ...routing,
    ...network.members,
    ...privacy.members,
    ...scanMembers,
    ...fileMembers,
    ...createActions(dialogs.tell, privacy),
    ...lifeMembers(signals),
    ...observers,
    cloud: warnOfGaps(createCloud(openid, network), 'wx.cloud'),
    canIUse: createCanIUse(() => members),
    createSelectorQuery: () => new SelectorQuery(phone),
    createAnimation,
    createOffscreenCanvas: ({ width = 300, height = 150 }: { width?: number; height?: number }) =>
      Object.assign(document.createElement('canvas'), { width, height }),
    nextTick: (run: () => void) => setTimeout(run, 0),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getUpdateManager: () => updateManager,
    getLogManager: silentLog,
    getRealtimeLogManager: silentLog,
    reportEvent() {},
    reportAnalytics() {},
  };
  return { wx: warnOfGaps(members, 'wx'), routing };
}
