import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Download, Page } from 'playwright-core';
import readXlsx from 'read-excel-file/node';

import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { orderKey } from '../../cloudfunctions/core/domain/review';
import type { MemberDocument } from '../../cloudfunctions/core/ports/documents';
import { sdkEnvironment } from '../../local/cloud/functions/environment';
import { handDown, officer, phonesOf } from './applicants';
import { atRest, goAtDesk, picture, signInAtDesk, startWalk, type Walk } from './support';

const MEMBERS = 50_000;
/** Documents written in one request. */
const SLICE = 1000;

/** Where the copies are members: the branch and what stands above it. */
const BRANCHES = [
  ['35', '0604', '0604-2'],
  ['35', '0605', '0605-1'],
];

/** The members of a province as one Excel file. */
describe('exporting 50,000 members', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    await plantMembers(await approveOne());
    page = await walk.newPage();
    page.setDefaultTimeout(60_000);
    await signInAtDesk(walk, page, '13800000001');
    await goAtDesk(walk, page, '/members');
    await page.getByRole('button', { name: '查看 张丁 的团籍资料' }).first().waitFor();
  }, 300_000);
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  /** A member as an approval makes one. */
  async function approveOne(): Promise<MemberDocument> {
    await handDown(walk, 2020, [['35', '0604', 10]]);
    const phones = phonesOf(walk, 'export');
    const staff = officer('13800000003');
    const status = 'PENDING_COMMITTEE';
    const { items } = await phones.call(staff, 'review.list', { status, q: '张丁' });
    await phones.call(staff, 'review.pass', { registrationId: items[0]!.id, status });
    Object.assign(process.env, sdkEnvironment(`${walk.cloud.url}/admin`));
    const [member] = await cloudDatabase().find('members', { path: '0604' });
    return member!;
  }

  /** Copies in two branches: so many people cannot register in a test. */
  async function plantMembers(member: MemberDocument): Promise<void> {
    const insert = walk.cloud.database.actions['database.insertDocument']!;
    for (let from = 1; from < MEMBERS; from += SLICE) {
      const data = Array.from({ length: Math.min(SLICE, MEMBERS - from) }, (_, at) => {
        const _id = `copy-${from + at}`;
        const path = BRANCHES[at % BRANCHES.length]!;
        const copy: MemberDocument = {
          ...member,
          _id,
          path,
          branchId: path.at(-1)!,
          memberNumber: String(202000100000 + from + at),
          order: orderKey(member.approvedAt - from - at, _id),
          terms: [],
        };
        return JSON.stringify(copy);
      });
      const action = 'database.insertDocument';
      await insert({ action, collectionName: 'members', data }, null);
    }
  }

  const dialog = () => page.getByRole('dialog', { name: '导出团籍资料' });
  const begin = async () => {
    await page.getByRole('button', { name: '导出' }).click();
    await dialog().getByLabel('导出的用途').fill('年度团籍核查');
    await dialog().getByRole('button', { name: '导出' }).click();
  };
  /** Waits until so many were read; gives how many. */
  const progress = async (most: number): Promise<number> => {
    for (;;) {
      const text =
        (await dialog()
          .getByText(/^正在读取，已读 \d+ 名团员…$/)
          .textContent()) ?? '';
      const read = Number(/\d+/.exec(text)?.[0]);
      if (read >= most) return read;
      await page.waitForTimeout(50);
    }
  };

  it('is given up with the dialog: nothing more is read and nothing saved', async () => {
    const saved: Download[] = [];
    page.on('download', (download) => saved.push(download));
    await begin();
    expect(await progress(1000)).toBeLessThan(MEMBERS);
    await dialog()
      .getByRole('button', { name: /关闭|Close/ })
      .click();
    await dialog().waitFor({ state: 'hidden' });
    await atRest(page);
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/roster.export')) asked += 1;
    });
    await page.waitForTimeout(500);
    expect([asked, saved]).toEqual([0, []]);
  });

  it('shows how far it is, stops, goes on, and saves every member once, numbers as text', async () => {
    await begin();
    await progress(2000);
    await picture(page, 'export-1-progress');
    await dialog().getByRole('button', { name: '停止' }).click();
    await dialog()
      .getByText(/^已停在 \d+ 名团员，可以接着读。$/)
      .waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 400_000 }),
      dialog().getByRole('button', { name: '接着导出' }).click(),
    ]);
    await page.getByText(`已导出 ${MEMBERS} 名团员。`).waitFor();
    const [sheet] = await readXlsx(await download.path());
    const [watermark, head, ...lines] = sheet!.data;
    expect(String(watermark![0])).toMatch(/^高远（团省委）于 .+ 导出，仅限工作使用，请勿外传$/);
    expect(head!.slice(0, 2)).toEqual(['团员编号', '姓名']);
    expect(lines).toHaveLength(MEMBERS);
    const numbers = lines.map(([number]) => number);
    expect(numbers.filter((number) => !/^\d{12}$/.test(String(number)))).toEqual([]);
    expect(numbers.filter((number) => typeof number !== 'string')).toEqual([]);
    expect(new Set(numbers).size).toBe(MEMBERS);
  }, 480_000);
});
