import { Client } from 'tencentcloud-sdk-nodejs-sms/tencentcloud/services/sms/v20210111/sms_client';

import { type Sms, SmsError } from '../ports/sms';

/** Seconds until a message is given up; a function has 20. */
const TIMEOUT_S = 5;

/** What the account at Tencent Cloud and its approved template are. */
export interface TencentSmsSettings {
  secretId: string;
  secretKey: string;
  /** Of the application that messages are sent for. */
  appId: string;
  signName: string;
  templateId: string;
  region: string;
  /** Where the service listens; only tests say another. */
  endpoint?: { protocol: 'http://'; host: string };
}

/** Names of the environment variables that have to be set for it. */
const REQUIRED = {
  secretId: 'SMS_SECRET_ID',
  secretKey: 'SMS_SECRET_KEY',
  appId: 'SMS_APP_ID',
  signName: 'SMS_SIGN_NAME',
  templateId: 'SMS_TEMPLATE_ID',
} as const;

/** Reads the settings; throws for the developer and names everything that is missing. */
export function tencentSmsSettings(environment: NodeJS.ProcessEnv): TencentSmsSettings {
  const missing = Object.values(REQUIRED).filter((name) => !environment[name]);
  if (missing.length > 0) {
    throw new Error(
      `environment variables missing for SMS_PROVIDER=tencent: ${missing.join(', ')}`,
    );
  }
  const value = (name: keyof typeof REQUIRED) => environment[REQUIRED[name]] ?? '';
  return {
    secretId: value('secretId'),
    secretKey: value('secretKey'),
    appId: value('appId'),
    signName: value('signName'),
    templateId: value('templateId'),
    region: environment.SMS_REGION ?? 'ap-guangzhou',
  };
}

/**
 * Sends codes through Tencent Cloud (SendSms, 2021-01-11). The template has two places: the code and the
 * minutes it is good for. A request that was taken can still fail for the number: its own status decides.
 */
export function tencentSms(settings: TencentSmsSettings): Sms {
  const { secretId, secretKey, region, endpoint } = settings;
  const client = new Client({
    credential: { secretId, secretKey },
    region,
    profile: {
      httpProfile: {
        reqTimeout: TIMEOUT_S,
        ...(endpoint && { endpoint: endpoint.host, protocol: endpoint.protocol }),
      },
    },
  });
  return {
    async sendCode(phone, code) {
      const answer = await client
        .SendSms({
          SmsSdkAppId: settings.appId,
          SignName: settings.signName,
          TemplateId: settings.templateId,
          TemplateParamSet: [code, '5'],
          PhoneNumberSet: [`+86${phone}`],
        })
        .catch((error: { code?: string; message?: string }) => {
          throw new SmsError(error.code ?? error.message ?? 'no answer');
        });
      const status = answer.SendStatusSet?.[0];
      if (status?.Code !== 'Ok') throw new SmsError(status?.Code ?? 'no status');
    },
  };
}
