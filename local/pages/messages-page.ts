import { escapeHtml, page } from './layout';

const REFRESH_S = 3;

/** A message as the page shows it; `at` in ms since the epoch. */
interface ShownMessage {
  openid: string;
  page: string;
  data: Record<string, string>;
  at: number;
}

/** Beijing time of day, HH:MM:SS. */
const timeOfDay = (at: number): string =>
  new Date(at + 8 * 3600 * 1000).toISOString().slice(11, 19);

const line = ({ openid, page: target, data, at }: ShownMessage): string => `<li><div class="row">
<div><strong>${escapeHtml(openid)}</strong><br>${Object.values(data).map(escapeHtml).join('<br>')}</div>
<span>${timeOfDay(at)}<br>${escapeHtml(target)}</span>
</div></li>`;

/** The page at `/messages`: subscription messages newest first; it loads itself again every 3 s. */
export function messagesPage(messages: readonly ShownMessage[]): string {
  const body =
    messages.length > 0
      ? `<ul class="list">${messages.map(line).join('')}</ul>`
      : '<p>还没有订阅消息。报到有了结果，或有人报到、提醒审核时，消息会出现在这里。</p>';
  return page(
    '订阅消息',
    `<h1>订阅消息</h1><p>本机不真正发送微信消息，只保留最近 50 条。页面每 ${REFRESH_S} 秒自动刷新。<a href="/">返回</a></p>${body}`,
    `<meta http-equiv="refresh" content="${REFRESH_S}">`,
  );
}
