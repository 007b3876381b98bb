/** A subscription message that a function sent; `at` is ms since the epoch. */
export interface SentMessage {
  openid: string;
  templateId: string;
  /** Opened by a tap on the message. */
  page: string;
  /** Texts by the template's fields. */
  data: Record<string, string>;
  at: number;
}

const CAPACITY = 50;

/** What stands in for WeChat's notifications: keeps the last 50 messages, in memory. */
export interface MessageInbox {
  receive(message: Omit<SentMessage, 'at'>): void;
  /** Newest first; with `openid` only those to that identity. */
  list(openid?: string): SentMessage[];
  /** Identities that take no messages: to them each is refused with 43101. */
  refusing: Set<string>;
}

/** Makes an empty inbox; everybody takes messages. */
export function createMessageInbox(): MessageInbox {
  let messages: SentMessage[] = [];
  return {
    receive(message) {
      messages = [{ ...message, at: Date.now() }, ...messages].slice(0, CAPACITY);
    },
    list: (openid) =>
      messages.filter((message) => openid === undefined || message.openid === openid),
    refusing: new Set(),
  };
}
