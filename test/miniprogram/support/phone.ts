import type { ActionName, Answer, Call, ErrorCode, ErrorDetails } from '../../../typings/api';

/** What happened on a faked phone, in order: `navigateTo /pages/…`, `toast …`. */
export interface FakePhone {
  /** The global `wx` of the app. */
  wx: Record<string, unknown>;
  storage: Map<string, unknown>;
  log: string[];
  calls: Call[];
  /** How the server answers an action; a function may look at the call. No answer at all: null. */
  answers: Partial<Record<ActionName, (call: Call) => Answer<unknown> | null>>;
  /** What the person taps in the next questions. */
  says: 'yes' | 'no';
  /** The place of what the person taps in the next list of choices. */
  chooses: number;
  /** What the camera finds; null when the person gives up. */
  code: { path?: string; result: string } | null;
}

export const ok = (data: unknown): Answer<unknown> => ({ ok: true, data });
export const refuse = (
  code: ErrorCode,
  message: string,
  details?: ErrorDetails,
): Answer<unknown> => ({ ok: false, error: { code, message, details } });

/** jsdom lays nothing out, so that no rectangle is ever told. */
const unmeasured = (): object => {
  const query = {
    in: () => query,
    select: () => query,
    selectAll: () => query,
    boundingClientRect: () => query,
    exec: () => undefined,
  };
  return query;
};

type Options = Record<string, unknown> & {
  success?: (result: unknown) => void;
  fail?: (result: unknown) => void;
};

/** Values cross the border of the app as plain data; jsdom has no structuredClone. */
const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** A phone whose server is the table `answers`; retries follow each other at once. */
export function fakePhone(): FakePhone {
  const storage = new Map<string, unknown>();
  const log: string[] = [];
  const calls: Call[] = [];
  const phone: FakePhone = {
    wx: {},
    storage,
    log,
    calls,
    answers: {},
    says: 'yes',
    chooses: 0,
    code: null,
  };
  const noting =
    (name: string, what: string) =>
    (options: Options): void => {
      log.push(`${name} ${String(options[what] ?? '')}`.trim());
      options.success?.({});
    };
  phone.wx = {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => storage.set(key, copy(value)),
    removeStorageSync: (key: string) => storage.delete(key),
    getStorageInfoSync: () => ({ keys: Array.from(storage.keys()) }),
    canIUse: () => true,
    getAppBaseInfo: () => ({ fontSizeScaleFactor: 1 }),
    getSystemInfoSync: () => ({ SDKVersion: '3.4.2', windowWidth: 375 }),
    createSelectorQuery: unmeasured,
    nextTick: (done: () => void) => setTimeout(done, 0),
    requirePrivacyAuthorize: (options: Options) =>
      phone.says === 'yes' ? options.success?.({}) : options.fail?.({}),
    requestSubscribeMessage: (options: Options) => {
      const ids = options.tmplIds as string[];
      log.push(`messages ${ids.join()}`);
      const said = phone.says === 'yes' ? 'accept' : 'reject';
      options.success?.(Object.fromEntries(ids.map((id) => [id, said])));
    },
    scanCode: (options: Options) =>
      phone.code === null ? options.fail?.({}) : options.success?.(phone.code),
    showModal: (options: Options) => {
      log.push(`ask ${String(options.title)}`);
      options.success?.({ confirm: phone.says === 'yes' });
    },
    showActionSheet: (options: Options) => options.success?.({ tapIndex: phone.chooses }),
    enableAlertBeforeUnload: () => undefined,
    disableAlertBeforeUnload: () => undefined,
    showToast: noting('toast', 'title'),
    setClipboardData: noting('copy', 'data'),
    navigateTo: noting('navigateTo', 'url'),
    redirectTo: noting('redirectTo', 'url'),
    switchTab: noting('switchTab', 'url'),
    navigateBack: () => log.push('navigateBack'),
    pageScrollTo: noting('scrollTo', 'selector'),
    setTabBarBadge: noting('badge', 'text'),
    removeTabBarBadge: () => log.push('no badge'),
    setNavigationBarTitle: noting('title', 'title'),
    setKeepScreenOn: noting('lit', 'keepScreenOn'),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getFileSystemManager: () => ({ writeFile: noting('write', 'filePath') }),
    saveImageToPhotosAlbum: (options: Options) =>
      phone.says === 'yes' ? noting('album', 'filePath')(options) : options.fail?.({}),
    stopPullDownRefresh: () => log.push('stopPullDownRefresh'),
    cloud: {
      callFunction: async ({ data }: { data: Call }) => {
        calls.push(data);
        const answer = phone.answers[data.action as ActionName]?.(data);
        if (!answer) throw new Error(`no answer to ${data.action}`);
        return { result: copy(answer) };
      },
    },
  };
  return phone;
}
