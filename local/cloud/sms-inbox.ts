import { z } from 'zod';

const CAPACITY = 50;

const messageSchema = z.object({ phone: z.string(), code: z.string(), text: z.string() });

/** A text message that a function sent; `at` is ms since the epoch. */
export interface SmsMessage {
  phone: string;
  code: string;
  text: string;
  at: number;
}

/** What stands in for the phone network: keeps the last 50 messages, in memory. */
export interface SmsInbox {
  /** Takes a message {phone, code, text}; false when it is not one. */
  receive(message: unknown): boolean;
  /** Newest first; with `phone` only those to that number. */
  list(phone?: string): SmsMessage[];
  /** The newest message to a number. */
  last(phone: string): SmsMessage | undefined;
}

/** Makes an empty inbox. */
export function createSmsInbox(): SmsInbox {
  let messages: SmsMessage[] = [];
  const list = (phone?: string): SmsMessage[] =>
    messages.filter((message) => phone === undefined || message.phone === phone);
  return {
    receive: (message) => {
      const parsed = messageSchema.safeParse(message);
      if (parsed.success) {
        messages = [{ ...parsed.data, at: Date.now() }, ...messages].slice(0, CAPACITY);
      }
      return parsed.success;
    },
    list,
    last: (phone) => list(phone)[0],
  };
}
