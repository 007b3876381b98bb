import type { Message, MessageKind, Wechat } from '../ports/wechat';
import { WechatError } from '../ports/wechat';
import { sdkOpenApi } from './sdk';
import { type FieldMap, templateData, templatesFrom } from './wechat-templates';

/** Environment variables that say what of WeChat is used. */
export interface WechatEnvironment {
  /** `on` when the account may use the phone component. */
  WECHAT_PHONE?: string;
  /** `{"result": {"id": "…", "fields": {"thing1": "matter"}}, "turn": …}` (wechat-templates.ts). */
  WECHAT_TEMPLATES?: string;
  /** Which version of the mini-program codes and messages open: `release` (default), `trial` or `develop`. */
  WECHAT_STAGE?: string;
}

const STAGES = { release: 'formal', trial: 'trial', develop: 'developer' } as const;

/** WeChat's own numbers; anything else is OTHER. */
const REASONS: Readonly<Record<number, WechatError['reason']>> = {
  40029: 'BAD_CODE',
  40163: 'BAD_CODE',
  40013: 'OTHER_APP',
  45009: 'QUOTA',
  45011: 'QUOTA',
  1400001: 'QUOTA',
  43101: 'NOT_SUBSCRIBED',
};

async function asking<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { errCode, errMsg } = (error ?? {}) as { errCode?: unknown; errMsg?: unknown };
    const reason = REASONS[Number(errCode)] ?? 'OTHER';
    throw new WechatError(reason, `${String(errCode)} ${String(errMsg)}`);
  }
}

/**
 * WeChat through the SDK's cloud calls. They work in calls that come from the mini-program or the timer;
 * each function names the ones it makes in its config.json. Throws for the developer when a variable
 * cannot be understood.
 */
export function wechatFrom(environment: WechatEnvironment): Wechat {
  const templates = templatesFrom(environment.WECHAT_TEMPLATES);
  const stage = (environment.WECHAT_STAGE ?? 'release') as keyof typeof STAGES;
  if (!(stage in STAGES)) {
    throw new Error('environment variable WECHAT_STAGE has to be release, trial or develop');
  }
  const templateOf = (kind: MessageKind): { id: string; fields: FieldMap } => {
    const template = templates[kind];
    if (!template) throw new WechatError('OTHER', `no template for ${kind}`);
    return template;
  };
  return {
    quickPhone: environment.WECHAT_PHONE === 'on',
    templates: Object.fromEntries(
      Object.entries(templates).map(([kind, template]) => [kind, template.id]),
    ),
    async phoneOf(code, openid) {
      const answer = await asking(sdkOpenApi().phonenumber.getPhoneNumber({ code, openid }));
      const { purePhoneNumber, countryCode } = answer.phoneInfo;
      return { countryCode: String(countryCode), phone: String(purePhoneNumber) };
    },
    async codeFor(page, scene) {
      const checkPath = stage === 'release';
      const request = { page, scene, checkPath, envVersion: stage };
      const { buffer } = await asking(sdkOpenApi().wxacode.getUnlimited(request));
      return buffer.toString('base64');
    },
    async send({ openid, kind, page, values }: Message) {
      const { id, fields } = templateOf(kind);
      await asking(
        sdkOpenApi().subscribeMessage.send({
          touser: openid,
          templateId: id,
          page,
          data: templateData(fields, values),
          miniprogramState: STAGES[stage],
        }),
      );
    },
  };
}
