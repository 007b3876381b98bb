import { escapeHtml, page } from './layout';

const REFRESH_S = 3;

/** A message as the page shows it; `at` in ms since the epoch. */
interface ShownMessage {
  phone: string;
  code: string;
  text: string;
  at: number;
}

/** Beijing time of day, HH:MM:SS. */
const timeOfDay = (at: number): string =>
  new Date(at + 8 * 3600 * 1000).toISOString().slice(11, 19);

const line = ({ phone, code, text, at }: ShownMessage): string => `<li><div class="row">
<div><strong>${escapeHtml(phone)}</strong><br>${escapeHtml(text)}</div>
<span><b class="code">${escapeHtml(code)}</b><br>${timeOfDay(at)}</span>
</div></li>`;

/** The page at `/sms`: messages newest first; it loads itself again every 3 s. */
export function smsPage(messages: readonly ShownMessage[]): string {
  const body =
    messages.length > 0
      ? `<ul class="list">${messages.map(line).join('')}</ul>`
      : '<p>还没有短信。在小程序或综合管理系统点“获取验证码”，验证码会出现在这里。</p>';
  return page(
    '短信收件箱',
    `<h1>短信收件箱</h1><p>本机不真正发送短信，只保留最近 50 条。页面每 ${REFRESH_S} 秒自动刷新。<a href="/">返回</a></p>${body}`,
    `<meta http-equiv="refresh" content="${REFRESH_S}">`,
  );
}
