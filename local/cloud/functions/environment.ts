import type { Caller, HttpEvent } from './types';

const APP_ID = 'wx0000000000000000';
const ENV_ID = 'local';

/** Answers to the SDK's look-up of a token; without one it reads files and warns. */
const TOKEN = 'local';

/**
 * Variables with which the unmodified SDK finds the local database at `endpoint` (a URL without
 * query; cloud-wire.md §1). Any program that uses the SDK needs these and no others.
 */
export function sdkEnvironment(endpoint: string): Record<string, string> {
  return {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: endpoint }),
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: ENV_ID,
    TCB_ENV: ENV_ID,
    SILENCE: 'true',
  };
}

/** `WX_CONTEXT_KEYS` lists what getWXContext() shows; it must name no variable of another call. */
const wxContext = (values: Record<string, string | undefined>): Record<string, string> => {
  const known = Object.entries(values).filter(
    (entry): entry is [string, string] => entry[1] != null,
  );
  return { WX_CONTEXT_KEYS: known.map(([name]) => name).join(','), ...Object.fromEntries(known) };
};

/**
 * Variables by which a function learns who calls (cloud-wire.md §5): the phone's identity, nothing
 * through HTTP, the timer's mark; a function called by a function sees its caller's identity, with
 * `scf` added to the chain of sources.
 */
export function callerEnvironment(caller: Caller): Record<string, string> {
  switch (caller.kind) {
    case 'phone':
      return {
        ...wxContext({
          WX_OPENID: caller.openid,
          WX_APPID: caller.appid ?? APP_ID,
          WX_UNIONID: caller.unionid,
          WX_CLIENTIP: caller.ip ?? '127.0.0.1',
          WX_API_TOKEN: TOKEN,
        }),
        TCB_SOURCE: 'wx_client',
      };
    case 'http':
      return { TCB_SOURCE: 'wx_http' };
    case 'timer':
      return {
        ...wxContext({ WX_APPID: APP_ID, WX_TRIGGER_API_TOKEN_V0: TOKEN }),
        TCB_SOURCE: 'wx_trigger',
        TRIGGER_SRC: 'timer',
      };
    case 'function': {
      // TRIGGER_SRC marks the timer's own call only: what it calls in turn was not started by a timer.
      const {
        TRIGGER_SRC: _,
        TCB_SOURCE: source,
        ...identity
      } = caller.parent === null ? {} : callerEnvironment(caller.parent);
      return { ...identity, TCB_SOURCE: source === undefined ? 'scf' : `${source},scf` };
    }
  }
}

/** The event as the platform sends it (cloud-wire.md §5); `data` is the caller's own object. */
export function platformEvent(caller: Caller, data: Record<string, unknown>): object {
  switch (caller.kind) {
    case 'phone':
      return { ...data, userInfo: { appId: caller.appid ?? APP_ID, openId: caller.openid } };
    case 'http':
      return caller.request;
    case 'timer':
      return {
        Type: 'Timer',
        TriggerName: caller.triggerName,
        Time: caller.time.toISOString(),
        Message: '',
      };
    case 'function':
      return data;
  }
}

/** `requestContext` of an HTTP event, for whoever makes one. */
export const httpRequestContext = (requestId: string): HttpEvent['requestContext'] => ({
  requestId,
  envId: ENV_ID,
  appId: '0',
  uin: '0',
});
