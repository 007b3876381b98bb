import type { Page } from 'playwright-core';

import type { ActionName, Answer } from '../../typings/api';
import {
  atRest,
  callAtDesk,
  goAtDesk,
  handDownTheExample,
  signInAtDesk,
  type Walk,
} from './support';
import { countedDay, databaseOf } from './system-scene';

/** A screen of the console: where it is, by when it is there, and what is done on it first. */
export interface Screen {
  name: string;
  /** Address behind `#`. */
  at: string;
  /** Text that is there once the screen is. */
  ready: string | RegExp;
  /** Before the page is there: what the system is to answer. */
  before?: (page: Page, walk: Walk) => Promise<unknown>;
  /** Opens what the screen is about: a drawer, a dialog, a tab. */
  open?: (page: Page, walk: Walk) => Promise<void>;
  /** Something is held back and never answered. */
  held?: true;
}

export const PENDING = '/reviews?status=PENDING_COMMITTEE';

export const dialogOf = (page: Page) => page.getByRole('dialog');

/** Presses the first button of this name. */
export const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
};

export const row = (name: string) => press(`查看 ${name} 的`);

/** Chooses somebody of a list, and presses a button of the panel at its side. */
export function inPanel(name: string, button: string): (page: Page) => Promise<void> {
  return async (page) => {
    await row(name)(page);
    await press(button)(page);
  };
}

/** Ticks rows of a list; the boxes themselves are drawn by their labels. */
export async function tick(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) {
    await page
      .locator('label.el-checkbox')
      .filter({ has: page.getByRole('checkbox', { name: `选择 ${name}` }) })
      .click();
  }
}

/** Has the system answer a call as it does when something broke. */
export const failing = (action: ActionName) => (page: Page) => {
  const answer: Answer<never> = {
    ok: false,
    error: {
      code: 'INTERNAL',
      message: '系统出了问题，没有办成。请稍后再试；若一直如此，请把编号 7f3a91c2 告诉管理员。',
      details: { requestId: '7f3a91c2' },
    },
  };
  return page.route(`**/api/${action}`, (route) => route.fulfill({ json: answer }));
};

/** Lets a call wait for ever. */
export const holding = (action: ActionName) => (page: Page) =>
  page.route(`**/api/${action}`, () => {});

/** Whose screens are looked at, each at an own browser. */
export interface Desks {
  province: Page;
  committee: Page;
  secretary: Page;
  /** Not signed in. */
  visitor: Page;
}

/** A screen in one of its states, and at whose desk it is seen. */
export interface State extends Screen {
  desk: keyof Desks;
}

/** Everybody signed in, numbers handed down, somebody approved, a correction and a request under way. */
export async function setScene(walk: Walk): Promise<Desks> {
  const province = await walk.newPage();
  await signInAtDesk(walk, province, '13800000001');
  await handDownTheExample(province);
  const committee = await walk.newPage();
  await signInAtDesk(walk, committee, '13800000003');
  const { items } = await callAtDesk(committee, 'review.list', { status: ['PENDING_COMMITTEE'] });
  for (const name of ['陈甲', '张丁', '李戊']) {
    const registrationId = items.find((item) => item.name === name)!.id;
    await callAtDesk(committee, 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
  }
  await callAtDesk(committee, 'numbering.fileCorrection', {
    number: '202000012080',
    kind: 'WRONG_PERSON',
    reason: '两个同名的人弄错了，编号应归另一人。',
  });
  await callAtDesk(committee, 'numbering.requestMore', {
    orgId: '0604',
    year: 2020,
    count: 50,
    reason: '秋季发展对象增加',
  });
  await countedDay(databaseOf(walk));
  const secretary = await walk.newPage();
  await signInAtDesk(walk, secretary, '13800000006');
  return { province, committee, secretary, visitor: await walk.newPage() };
}

/** Goes to a screen anew, and opens what it is about. */
export async function showScreen(walk: Walk, page: Page, screen: Screen): Promise<void> {
  // What the screen before waits for goes with it, and is not sent when nothing holds it back any more.
  await page.goto('about:blank');
  await page.unrouteAll();
  // Nor is it on paper any more.
  await page.emulateMedia({ media: null });
  await goAtDesk(walk, page, screen.at);
  await screen.before?.(page, walk);
  await page.reload();
  await page.getByText(screen.ready).filter({ visible: true }).first().waitFor();
  await screen.open?.(page, walk);
  if (!screen.held) await atRest(page);
  await page.waitForTimeout(350);
}
