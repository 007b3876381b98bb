import { scan } from '../platform/scan';
import { Refusal } from './refusal';

const OTHER_CODE = '这不是登录管理系统的二维码。请在电脑上打开管理系统的登录页面，扫那里的二维码。';

/** The ticket in the text of a console's sign-in code (`…/#t=…`); null when it is another code. */
export function ticketIn(text: string): string | null {
  const found = /#t=([0-9A-Za-z_-]{22})$/.exec(text);
  return found ? (found[1] ?? null) : null;
}

/** Scans the code on the console's sign-in page; null when the reader gave up. Throws Refusal for other codes. */
export async function scanTicket(): Promise<string | null> {
  const scanned = await scan();
  if (!scanned) return null;
  const ticket = 'text' in scanned ? ticketIn(scanned.text) : null;
  if (!ticket) throw new Refusal('INVALID', OTHER_CODE);
  return ticket;
}
