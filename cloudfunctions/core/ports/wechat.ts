/** Subscription messages that the environment may have a template for. */
export type MessageKind = 'result' | 'turn';

/** What a template can show of an event; the adapter cuts it to the length of the template's fields. */
export interface MessageValues {
  /** What it is about, at most 20 characters. */
  matter: string;
  /** What happened, at most 5 characters. */
  what: string;
  /** Milliseconds since 1970. */
  at: number;
  /** What to do next, at most 20 characters. */
  note: string;
}

/** A subscription message to one WeChat identity; `page` opens when it is tapped. */
export interface Message {
  openid: string;
  kind: MessageKind;
  page: string;
  values: MessageValues;
}

/** What WeChat offers to the server of a mini-program. Everything throws a WechatError. */
export interface Wechat {
  /** Whether the quick sign-in by WeChat's phone component is switched on. */
  readonly quickPhone: boolean;
  /** Ids of the templates that there are. */
  readonly templates: Partial<Record<MessageKind, string>>;
  /** The phone number behind a code of the button `getPhoneNumber`, pressed by this identity. Works once per code. */
  phoneOf(code: string, openid: string): Promise<{ countryCode: string; phone: string }>;
  /** A mini-program code that opens `page` with `scene` (≤ 32 characters); PNG or JPEG in base64. */
  codeFor(page: string, scene: string): Promise<string>;
  /** Sends one message; the kind has to have a template. */
  send(message: Message): Promise<void>;
}

/** WeChat refused or did not answer. NOT_SUBSCRIBED is normal: nobody has to want messages. */
export class WechatError extends Error {
  override readonly name = 'WechatError';
  constructor(
    readonly reason: 'BAD_CODE' | 'OTHER_APP' | 'QUOTA' | 'NOT_SUBSCRIBED' | 'OTHER',
    /** WeChat's own number or text, for the log. */
    readonly detail: string,
  ) {
    super(`WeChat refused: ${detail}`);
  }
}
