import type { Page } from '../shell/page';
import { make } from '../dom';
import { ask } from './dialogs';
import { rememberCode } from './scan';

/** What a page gives to be shared. */
interface Shared {
  title?: string;
  path?: string;
}

/** A tap on a button that shares: the page is asked what, and every phone can choose it at its next scan. */
export async function share(page: Page): Promise<void> {
  const { title = '', path = '' } = (page.call('onShareAppMessage', { from: 'button' }) ??
    {}) as Shared;
  const code = (path || page.route.url).replace(/^\//, '');
  rememberCode(code);
  const hint = '本机没有好友：在另一台“手机”里扫一扫，选下面这一行就能打开。';
  await ask(
    '转发给好友',
    [make('p', {}, title), make('p', {}, hint), make('p', { class: 'code' }, code)],
    [{ text: '知道了', value: true, className: 'confirm' }],
  );
}
