import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import { GUIDE } from '../support/guide';
import { officer, phonesOf } from './applicants';
import { sentenceBySentence } from './guide-steps';
import { callAtDesk, handDownTheExample, signInAtDesk, startWalk, type Walk } from './support';

const year = 2020;

/** The reviews of the guide at the desk, in a province of 18,762 organisations and the guide's own ten. */
describe('团员报到审核', () => {
  let walk: Walk;
  let staff: Page;
  /** As the reviews begin after the guide's recoveries: see guide-numbers.test.ts. */
  beforeAll(async () => {
    walk = await startWalk('guide');
    const province = await walk.newPage();
    await signInAtDesk(walk, province, '13800000001');
    await handDownTheExample(province);
    staff = await walk.newPage();
    await signInAtDesk(walk, staff, '13800000003');
    const { items } = await callAtDesk(staff, 'review.list', { status: 'PENDING_COMMITTEE' });
    for (const name of ['陈甲', '林乙']) {
      const registrationId = items.find((item) => item.name === name)!.id;
      await callAtDesk(staff, 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
    }
    for (const orgId of ['0604-1-5', '0604-1-2', '0604-1'])
      await callAtDesk(staff, 'numbering.reclaim', { orgId, year });
  });
  afterAll(() => walk.close());

  const button = (on: Page | Locator, name: string) =>
    on.getByRole('button', { name, exact: true });
  const openReviews = (page: Page) => page.getByRole('link', { name: '团员报到审核' }).click();
  const open = async (page: Page, name: string): Promise<Locator> => {
    await button(page, `查看 ${name} 的报到`).click();
    const panel = page.getByRole('dialog', { name: `${name} 的报到` });
    await panel.getByText('报到资料').waitFor();
    return panel;
  };
  /** Presses 通过 and reads what it says, word for word. */
  const pass = async (page: Page, name: string, sentence: string) => {
    await button(await open(page, name), '通过').click();
    await page.getByText(sentence, { exact: true }).waitFor();
  };
  const goOn = async (page: Page) => {
    await button(page, '看下一个').click();
    await page.getByRole('dialog', { name: '审核成功' }).waitFor({ state: 'hidden' });
  };
  const appoint = async (name: string): Promise<Locator> => {
    await button(await open(staff, name), '指定为团支书…').click();
    const dialog = staff.getByRole('dialog', { name: '指定为团支书' });
    await button(dialog, '确定指定').click();
    return dialog;
  };

  describe('综合管理系统（团委），审核', () => {
    const { step, end } = sentenceBySentence(GUIDE.review);

    step(
      '登录系统，点击“团籍管理-团员报到审核”，查找相关组织，对待审核的团员进行审核。',
      async () => {
        await openReviews(staff);
        await staff.getByRole('button', { name: /待团委审核/ }).click();
        await button(staff, '查看 黄丙 的报到').waitFor();
        await staff.getByLabel('查找相关组织').fill('直属');
        await staff.getByRole('option', { name: /0604直属团支部/ }).click();
        await button(staff, '查看 黄丙 的报到').waitFor({ state: 'hidden' });
        const panel = await open(staff, '赵庚');
        await panel.getByText('202099999999').first().waitFor();
        await panel.getByText('通过后将分配').waitFor();
      },
    );
    step(
      '审核通过，弹出“审核成功！将**编号分配给**人，目前还剩**个名额”提示，且会用这个分配的编号并替换掉之前报到时填写的编号。',
      async () => {
        const sentence = '审核成功！将202000012022编号分配给赵庚，目前还剩137个名额';
        await pass(staff, '赵庚', sentence);
        const { items } = await callAtDesk(staff, 'roster.list', { q: '赵庚' });
        expect(items.map(({ memberNumber }) => memberNumber)).toEqual(['202000012022']);
        await goOn(staff);
        await button(staff, '重置').click();
      },
    );
    step('若支部内编号的名额已经完全分配完后，还有未审核的团员，点击审核通过，弹出提示。', () =>
      pass(
        staff,
        '黄丙',
        '该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。',
      ),
    );
    step(
      '若团员报到的组织未分配编号，但是其上级团委组织中有编号，此时团委审核，分配编号给该团员，其编号是由团委的编号区间分配的。',
      async () => {
        await (await open(staff, '李戊')).getByText('来自 0604团委 的编号').waitFor();
        await pass(staff, '李戊', '审核成功！将202000012023编号分配给李戊，目前还剩136个名额');
        await goOn(staff);
      },
    );
    step(
      '若团员报到的组织以及其上级团委组织都未分配编号，此时团委审核时，页面弹出提示，如下图所示：',
      async () => {
        const other = await walk.newPage();
        await signInAtDesk(walk, other, '13800000004');
        await openReviews(other);
        await other.getByRole('button', { name: /待团委审核/ }).click();
        const sentence = '该团员所在团组织及其上级团委均未分配编号，无法审核通过。';
        await pass(other, '王己', sentence);
        await other.context().close();
      },
    );
    step('点击“团籍管理-团籍资料”，可查看该团员的团员编号已修改。', async () => {
      await staff.getByRole('link', { name: '团籍资料' }).click();
      await button(staff, '查看 赵庚 的团籍资料').click();
      const panel = staff.getByRole('dialog', { name: '赵庚 的团籍资料' });
      await panel.getByText('报到时填写，审核通过时被系统分配的编号替换').waitFor();
      expect(await panel.locator('.history li').allInnerTexts()).toEqual([
        expect.stringContaining('202099999999'),
        expect.stringContaining('202000012022'),
      ]);
    });
    step('团员报到待团委审核状态下，若指定或分配该团员为团支书，此时有以下几种情况：', async () => {
      await openReviews(staff);
      await staff.getByRole('button', { name: /待团支部审核/ }).click();
      expect(await button(await open(staff, '冯子'), '指定为团支书…').count()).toBe(0);
      await staff.getByRole('button', { name: /待团委审核/ }).click();
      await button(await open(staff, '张丁'), '指定为团支书…').waitFor();
    });
    step(
      '团员报到的组织有分配编号，且编号未使用完，此时，团支书指定成功，且团支书的编号为分配到该支部的编号区间。',
      async () => {
        const items = [{ orgId: '0604-2', count: 2 }];
        await callAtDesk(staff, 'numbering.allocate', { orgId: '0604', year, items });
        await staff.reload();
        await appoint('张丁');
        await staff
          .getByText('审核成功！将202000012024编号分配给张丁，目前还剩1个名额', { exact: true })
          .waitFor();
        await staff.getByText(/^已指定 张丁 为 0604直属团支部 的团支书/).waitFor();
        await goOn(staff);
      },
    );
    step('团员报到的组织有分配编号，但编号全部分配完，此时，页面提示如下：', async () => {
      const dialog = await appoint('黄丙');
      await dialog
        .getByText('该团支部的编号名额已全部分配完，无法指定该团员为团支书。', { exact: true })
        .waitFor();
      await button(dialog, '取消').click();
      await dialog.waitFor({ state: 'hidden' });
    });
    step(
      '团员报到组织未分配编号，但其直属上级团委组织有编号，此时，团支书指定成功，且其编号为团委组织的编号区间。',
      async () => {
        const [waiting] = (
          await callAtDesk(staff, 'review.list', { status: 'PENDING_GENERAL', q: '吴癸' })
        ).items;
        await phonesOf(walk, 'guide').call(officer('13800000005'), 'review.pass', {
          registrationId: waiting!.id,
          status: 'PENDING_GENERAL',
        });
        await staff.reload();
        await appoint('吴癸');
        await staff
          .getByText('审核成功！将202000012026编号分配给吴癸，目前还剩133个名额', { exact: true })
          .waitFor();
        await staff.getByText(/^已指定 吴癸 为 0604团支部（5） 的团支书/).waitFor();
        await goOn(staff);
      },
    );
    end();
  });

  describe('团务服务系统', () => {
    const { step, end } = sentenceBySentence(GUIDE.service);
    let secretary: Page;

    step('团（总）支书登录系统后，点击“团员报到审核”，对待审核的团员进行审核。', async () => {
      secretary = await walk.newPage();
      await signInAtDesk(walk, secretary, '13800000006');
      await secretary.getByText('团务服务系统').first().waitFor();
      await openReviews(secretary);
      await secretary.getByRole('button', { name: /待团支部审核/ }).click();
      await pass(secretary, '冯子', '已通过，现在是“待团总支审核”。');
    });
    step('该审核流程与微官网相同。', async () => {
      // What was passed at the desk waits on the phone of the general branch.
      const general = phonesOf(walk, 'general');
      const { items } = await general.call(officer('13800000005'), 'review.list', {
        status: 'PENDING_GENERAL',
      });
      expect(items.map(({ name }) => name)).toEqual(['冯子']);
    });
    step('可参考上方操作流程。', async () => {
      const general = await walk.newPage();
      await signInAtDesk(walk, general, '13800000005');
      await openReviews(general);
      await general.getByRole('button', { name: /待团总支审核/ }).click();
      await pass(general, '冯子', '已通过，现在是“待团委审核”。');
    });
    end();
  });

  it('no page wrote an error to its console', () => {
    // The answers that refuse what may not be done.
    const own = walk.errors.filter((text) => !text.startsWith('Failed to load resource'));
    expect(own).toEqual([]);
  });
});
