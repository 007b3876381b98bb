import { make } from '../dom';

/** A text message as `/sms.json` gives it; `at` is ms since the epoch. */
interface Message {
  phone: string;
  code: string;
  at: number;
}

const REFRESH_MS = 1000;

/** What lies under a phone: how to sign in on it, and the last code sent to its number since it was put up. */
export interface Inbox {
  element: HTMLElement;
  /** `note` says how to sign in; without a number the last code to anybody is shown. */
  follow(phone: string | undefined, note: string): void;
  close(): void;
}

async function lastMessage(phone: string | undefined): Promise<Message | undefined> {
  const response = await fetch(`/sms.json${phone ? `?phone=${phone}` : ''}`);
  const [message] = (await response.json()) as Message[];
  return message;
}

/** Makes the panel; it looks for new messages every second while the page is seen. */
export function createInbox(): Inbox {
  const note = make('p');
  const code = make('p', { 'aria-live': 'polite' });
  const element = make('section', { class: 'inbox', 'aria-label': '短信' }, note, code);
  let followed: { phone: string | undefined; since: number } = { phone: undefined, since: 0 };
  let shown: number | undefined;

  const show = (message: Message | undefined): void => {
    if (shown === message?.at) return;
    shown = message?.at;
    code.replaceChildren(
      ...(message ? [`发给 ${message.phone} 的验证码 `, make('b', {}, message.code)] : []),
    );
  };
  const refresh = async (): Promise<void> => {
    if (document.hidden) return;
    const asked = followed;
    const message = await lastMessage(asked.phone).catch(() => undefined);
    if (asked === followed) show(message && message.at >= asked.since ? message : undefined);
  };
  const timer = window.setInterval(() => void refresh(), REFRESH_MS);
  return {
    element,
    follow(phone, words) {
      followed = { phone, since: Date.now() };
      note.textContent = words;
      void refresh();
    },
    close: () => window.clearInterval(timer),
  };
}
