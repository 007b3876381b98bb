/** One environment variable of the cloud functions, as the deployment and the guide know it. */
export interface SettingDeclaration {
  name: string;
  /** The functions that read it; no other function gets it. */
  functions: readonly string[];
  /** Without it these functions do not start, or cannot do what they are for. */
  isRequired: boolean;
  /** Never in the repository, in a chat or in a screenshot. */
  isSecret: boolean;
  /** Stored data depends on the value: once there it is never replaced by the deployment. */
  isKept: boolean;
  /** What it holds and where to get it; Chinese. */
  what: string;
}

/** Functions that read and write personal data: whoever opens sealed values needs the keys; the clock changes them. */
const WITH_KEYS = [
  'account',
  'organization',
  'numbering',
  'registration',
  'review',
  'roster',
  'console',
  'clock',
];
const WITH_CODES = ['account', 'console'];
const WITH_MESSAGES = ['account', 'organization', 'registration', 'review', 'console', 'clock'];

const key = (name: string, what: string): SettingDeclaration => ({
  name,
  functions: WITH_KEYS,
  isRequired: true,
  isSecret: true,
  isKept: true,
  what,
});
const sms = (name: string, what: string, isSecret = false): SettingDeclaration => ({
  name,
  functions: WITH_CODES,
  isRequired: true,
  isSecret,
  isKept: false,
  what,
});
const optional = (
  name: string,
  functions: readonly string[],
  what: string,
): SettingDeclaration => ({
  name,
  functions,
  isRequired: false,
  isSecret: false,
  isKept: false,
  what,
});

/** Every environment variable that the cloud functions read in production, in the order of the guide. */
export const SETTINGS: readonly SettingDeclaration[] = [
  key(
    'DATA_KEYS',
    '加密证件号和手机号的密钥，JSON，如 {"k1":"…"}，每个值是 32 字节随机数的 base64',
  ),
  { ...key('DATA_KEY_ID', '新数据用哪一个密钥，如 k1'), isSecret: false, isKept: false },
  key('HMAC_KEYS', '比对手机号、证件号用的密钥，JSON，如 {"h1":"…"}，写法与 DATA_KEYS 相同'),
  { ...key('HMAC_KEY_ID', '新数据用哪一个比对密钥，如 h1'), isSecret: false, isKept: false },
  sms('SMS_PROVIDER', '固定写 tencent'),
  sms('SMS_SECRET_ID', '腾讯云访问密钥 SecretId，只授予发短信权限的子账号', true),
  sms('SMS_SECRET_KEY', '同一子账号的 SecretKey', true),
  sms('SMS_APP_ID', '短信控制台 → 应用管理 里的 SDKAppID'),
  sms('SMS_SIGN_NAME', '审核通过的短信签名，不带【】'),
  sms('SMS_TEMPLATE_ID', '审核通过的验证码模板 ID'),
  optional('SMS_REGION', WITH_CODES, '短信地域，默认 ap-guangzhou'),
  optional('WECHAT_PHONE', ['account'], '写 on 打开“用微信手机号登录”'),
  optional('WECHAT_TEMPLATES', WITH_MESSAGES, '订阅消息模板，JSON；不填就不发'),
  optional(
    'WECHAT_STAGE',
    ['organization', 'registration', 'review', 'clock'],
    '小程序码和消息打开哪个版本：release（默认）、trial、develop',
  ),
];

/** Most that the service takes for the variables of one function, names included, in bytes (cloud-wire.md §5). */
export const MOST_SETTINGS_BYTES = 4096;

/** Environment variables by name. */
export type Settings = Readonly<Record<string, string>>;
