import { escapeHtml, page } from './layout';

/** A line of the start page: where to go or who to sign in as. Without `href` it is only told. */
export interface StartLink {
  title: string;
  note: string;
  href?: string;
}

/** The local system's own doors. */
const DOORS: StartLink[] = [
  { title: '综合管理系统', note: '网页端：编号分配、审核、团籍资料', href: '/console/' },
  { title: '小程序', note: '在浏览器里的“手机”上：报到、查看编号、审核', href: '/phone/' },
  { title: '练习', note: '照着操作指南的例子走一遍，随时恢复成最初的样子', href: '/practice' },
  { title: '短信收件箱', note: '本机发出的验证码都在这里', href: '/sms' },
  { title: '订阅消息', note: '本机发出的微信消息都在这里', href: '/messages' },
];

function line({ title, note, href }: StartLink): string {
  const inner = `<strong>${escapeHtml(title)}</strong><span>${escapeHtml(note)}</span>`;
  return href === undefined
    ? `<li><div class="row">${inner}</div></li>`
    : `<li><a class="row" href="${escapeHtml(href)}">${inner}</a></li>`;
}

const list = (links: readonly StartLink[]): string =>
  `<ul class="list">${links.map(line).join('')}</ul>`;

/** The page at `/`: the doors, then `links` (the demo's people). */
export function startPage(links: readonly StartLink[]): string {
  const people = links.length > 0 ? `<h2>可以用这些人登录</h2>${list(links)}` : '';
  return page(
    '团员发展编号 · 本机系统',
    `<h1>团员发展编号</h1><p>整套系统正在这台电脑上运行，数据只在本机，供开发、测试、演示和培训使用。</p>
${list(DOORS)}${people}`,
  );
}

/** What `/console/` says while the console has not been built. */
export const consoleMissingPage = (): string =>
  page(
    '综合管理系统尚未构建',
    '<h1>综合管理系统尚未构建</h1><p>请在项目目录运行 <code>npm run build</code>，然后重新启动。</p>',
  );
