import type { Locator, Page, Route } from 'playwright-core';

import type { ActionName } from '../../typings/api';
import type { Walk } from './support';

/** The page of the phone's holder, opened anew at a page of the app. */
export async function openAt(
  walk: Walk,
  page: Page,
  openid: string,
  path = 'pages/home/index',
): Promise<void> {
  await page.goto(`${walk.cloud.url}/phone/app?as=${openid}#/${path}`);
  await page.reload();
}

export const visible = (target: Locator): Locator => target.filter({ visible: true }).first();

export const seen = (page: Page, text: string | RegExp): Promise<void> =>
  visible(page.getByText(text)).waitFor();

export const button = (page: Page, name: string | RegExp): Locator =>
  visible(page.getByRole('button', { name }));

export const tap = (page: Page, name: string | RegExp): Promise<void> => button(page, name).click();

/**
 * From now on answers to this action never come, though the server does what is asked; unless not even the
 * request `arrives`. Gives the way back.
 */
export async function loseAnswers(
  page: Page,
  action: ActionName,
  arrives = true,
): Promise<() => Promise<void>> {
  const calls = `**/call/${action.slice(0, action.indexOf('.'))}`;
  const lose = async (route: Route): Promise<void> => {
    if (!(route.request().postData() ?? '').includes(`"${action}"`)) return route.continue();
    if (arrives) await route.fetch();
    const error = { code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED', message: 'lost' };
    return route.fulfill({ json: { requestId: 'lost', error } });
  };
  await page.route(calls, lose);
  return () => page.unroute(calls, lose);
}
