import { cloudDatabase } from '../adapters/cloud-database';
import { machineRuntime } from '../adapters/runtime';
import { secretsFrom } from '../adapters/secrets';
import { localSms } from '../adapters/sms-local';
import type { Secrets } from '../ports/secrets';
import type { Sms } from '../ports/sms';
import type { Services } from '../usecases/action';

/** The carrier that SMS_PROVIDER names. Throws for the developer when there is none. */
function smsFrom(environment: NodeJS.ProcessEnv): Sms {
  const { SMS_PROVIDER: provider, LOCAL_SMS_URL: url } = environment;
  if (provider !== 'local') {
    throw new Error(
      `environment variable SMS_PROVIDER has to be local, not ${provider ?? 'unset'}`,
    );
  }
  if (!url) throw new Error('environment variable LOCAL_SMS_URL has to be the local inbox');
  return localSms(url);
}

/** Chosen at the first code: most functions send none and need no carrier. */
const sms: Sms = {
  sendCode: (phone, code) => smsFrom(process.env).sendCode(phone, code),
};

/** What one call works with. */
export interface CallServices extends Services {
  /** Requests sent to the database so far. */
  requests(): number;
}

/**
 * Gives a maker of the services of one call each; the keys are read once, now. Throws for the developer
 * when the environment lacks them: a function without keys does not start.
 */
export function servicesFromEnvironment(): () => CallServices {
  const secrets: Secrets = secretsFrom(process.env);
  return () => {
    let requests = 0;
    const database = cloudDatabase(() => {
      requests += 1;
    });
    return { database, runtime: machineRuntime, secrets, sms, requests: () => requests };
  };
}
