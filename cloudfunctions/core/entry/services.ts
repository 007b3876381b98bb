import { cloudDatabase } from '../adapters/cloud-database';
import { machineRuntime } from '../adapters/runtime';
import { secretsFrom } from '../adapters/secrets';
import { localSms } from '../adapters/sms-local';
import { tencentSms, tencentSmsSettings } from '../adapters/sms-tencent';
import { wechatFrom } from '../adapters/wechat';
import type { Secrets } from '../ports/secrets';
import type { Sms } from '../ports/sms';
import type { Services } from '../usecases/action';
import { Meter } from '../usecases/meter';
import { SettingsCache } from '../usecases/settings';

/** The carrier that SMS_PROVIDER names. Throws for the developer when there is none. */
function smsFrom(environment: NodeJS.ProcessEnv): Sms {
  const { SMS_PROVIDER: provider, LOCAL_SMS_URL: url } = environment;
  if (provider === 'tencent') return tencentSms(tencentSmsSettings(environment));
  if (provider === 'local' && url) return localSms(url);
  throw new Error(
    `environment variable SMS_PROVIDER has to be tencent, or local with LOCAL_SMS_URL, not ${provider ?? 'unset'}`,
  );
}

/** Chosen at the first code: most functions send none and need no carrier. What went and what did not is counted. */
const countedSms = (meter: Meter): Sms => ({
  async sendCode(phone, code) {
    let isSent = false;
    try {
      await smsFrom(process.env).sendCode(phone, code);
      isSent = true;
    } finally {
      meter.message(machineRuntime.now(), isSent);
    }
  },
});

/** What one call works with. */
export interface CallServices extends Services {
  /** Requests sent to the database so far. */
  requests(): number;
  /** Counts the calls of this instance. */
  meter: Meter;
}

/**
 * Gives a maker of the services of one call each; the keys are read once, now. Throws for the developer
 * when the environment lacks them: a function without keys does not start.
 */
export function servicesFromEnvironment(): () => CallServices {
  const secrets: Secrets = secretsFrom(process.env);
  const wechat = wechatFrom(process.env);
  const settings = new SettingsCache();
  const meter = new Meter();
  const sms = countedSms(meter);
  return () => {
    let requests = 0;
    const database = cloudDatabase(() => {
      requests += 1;
    });
    return {
      database,
      runtime: machineRuntime,
      secrets,
      sms,
      wechat,
      settings: settings.sourceFor(database, machineRuntime),
      requests: () => requests,
      meter,
    };
  };
}
