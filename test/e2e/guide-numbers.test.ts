import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { provinceRows } from '../../local/demo/province';
import { GUIDE } from '../support/guide';
import { sentenceBySentence } from './guide-steps';
import {
  allocate,
  callAtDesk,
  chooseOrganization,
  defineFirstRange,
  goAtDesk,
  rowsBecome,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

const year = 2020;
const COMMITTEE = ['0604团委'];
const GENERAL = [...COMMITTEE, '0604团总支'];
const BRANCH_2 = [...GENERAL, '0604团支部（2）1'];
const BRANCH_5 = [...GENERAL, '0604团支部（5）'];

/** What 0604团支部（5） has, as the prompt says it. */
const FIVE = '20 个未使用编号（202000012080—202000012099）';

/** A row of the list: last three digits of the interval, count, state. */
const line = (first: string, last: string, count: number, state: string): string =>
  `202000012${first}(包)—202000012${last}(包) ${count} ${state}`;

/** 综合管理系统 of the guide, its numbers, in a province of 18,762 organisations and the guide's own ten. */
describe('综合管理系统（团委）', () => {
  let walk: Walk;
  let province: Page;
  let staff: Page;
  beforeAll(async () => {
    walk = await startWalk('guide');
    province = await walk.newPage();
    await signInAtDesk(walk, province, '13800000001');
    await goAtDesk(walk, province, '/members');
    await province.getByText('还没有团员').waitFor();
    staff = await walk.newPage();
  });
  afterAll(() => walk.close());

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const countFor = (page: Page, name: string) => page.getByLabel(`分配给 ${name} 的个数`);
  /** Presses 回收, reads the question, word for word, and stays there. */
  const askToReclaim = async (page: Page, child: string, what: string, parent: string) => {
    await button(page, '回收').click();
    const question = `将从 ${child} 回收 ${what}，回收后返还给 ${parent}，确定吗？`;
    await page.getByRole('dialog').getByText(question, { exact: true }).waitFor();
  };
  const confirm = async (page: Page, done: string) => {
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByText(done).last().waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  const cancel = async (page: Page) => {
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  };

  describe('分配编号', () => {
    const { step, end } = sentenceBySentence(GUIDE.allocate);

    step('团省委点击“团籍管理-团员编号分配”，进入团员编号列表分配页面。', async () => {
      const menu = province.getByRole('navigation', { name: '主菜单' });
      await menu.getByText('团籍管理').waitFor();
      await menu.getByRole('link', { name: '团员编号分配' }).click();
      const tree = province.getByRole('tree', { name: '组织' });
      for (const name of ['0604团委', provinceRows().find(({ code }) => code === '3501')!.name])
        await tree.getByTitle(name, { exact: true }).waitFor();
    });
    step('若团省委未设置好编号区间范围，此时，进入页面，页面弹出提示。', async () => {
      const prompt = province.getByRole('dialog', { name: '提示' });
      await prompt.getByText('尚未设置编号区间范围，请先新增编号区间范围。').waitFor();
    });
    step('点击“确定”，新增编号区间范围。', async () => {
      await defineFirstRange(province, '202000012000', '202000012999');
    });
    step('若团省委设置了编号区间范围，此时，进入页面，页面显示如下图所示：', async () => {
      await province.reload();
      await rowsBecome(province, [line('000', '999', 1000, '否 本级')]);
      expect(await province.getByRole('dialog').count()).toBe(0);
    });
    step(
      '点击“分配”按钮，选择要分配的组织（以组织“0604团委”为例），在相关组织中填写分配编号个数。',
      async () => {
        await button(province, '分配').click();
        await countFor(province, '0604团委').fill('200');
        await province.getByText('将得到的编号区间').waitFor();
        await province.getByText('202000012000(包)—202000012199(包)').first().waitFor();
      },
    );
    step('点击“提交”，弹出提示。', async () => {
      await button(province, '提交').click();
      const prompt = province.getByRole('dialog');
      await prompt
        .getByText('将分配 200 个编号给 0604团委（202000012000—202000012199），确定提交吗？')
        .waitFor();
      await confirm(province, '分配成功');
    });
    step('分配编号时，需按照从小到大的顺序将编号区间逐级分配，不能跨级分配。', async () => {
      await rowsBecome(province, [
        line('000', '199', 200, '是 0604团委'),
        line('200', '999', 800, '否 本级'),
      ]);
      const items = [{ orgId: '0604-1', count: 1 }];
      const skipping = callAtDesk(province, 'numbering.allocate', { orgId: '35', year, items });
      await expect(skipping).rejects.toThrow('只能分配给直属下级组织，不能跨级分配。');
    });
    step(
      '点击团省委（团委）本级组织，其下级组织的编号分配状态为“是”，表示该编号区间是已经由团省委（团委）分配出去的；而团省委本级的编号分配状态为“否”，表示该编号区间尚未分配。',
      async () => {
        await chooseOrganization(province, '团省委');
        const rows = province.getByRole('region', { name: '编号区间' });
        await rows.getByRole('columnheader', { name: '编号分配状态' }).waitFor();
        await rowsBecome(province, ['200 是 0604团委', '800 否 本级']);
      },
    );
    step('以组织“0604团委为例”。', () => chooseOrganization(province, '团省委', '0604团委'));
    step(
      '点击该组织，编号分配状态为“否”（该组织的编号区间尚未分配），编号总数为200，编号区间为：202000012000(包)—202000012199(包)。',
      () => rowsBecome(province, ['202000012000(包)—202000012199(包) 200 否']),
    );
    step('类似上述步骤，可将“0604团委”的编号分配给下级组织。', async () => {
      await allocate(province, { '0604团总支': 100 });
      await rowsBecome(province, [line('000', '099', 100, '是'), line('100', '199', 100, '否')]);
    });
    step('按照分配的规则，只能逐级分配，不能跨级分配。', async () => {
      await button(province, '分配').click();
      await countFor(province, '0604团总支').waitFor();
      expect(await province.getByLabel(/^分配给 .+ 的个数$/).count()).toBe(2);
    });
    step(
      '（例如：“0604团委”只能分配编号给“0604团总支”，但不能分配给“0604团支部（1）”；而“0604团支部（1）”只能由“0604团总支”分配。）',
      async () => {
        expect(await countFor(province, '0604团支部（1）').count()).toBe(0);
        await button(province, '取消').click();
        await chooseOrganization(province, '团省委', ...GENERAL);
        await button(province, '分配').click();
        await countFor(province, '0604团支部（1）').waitFor();
        await button(province, '平均').click();
        await province.getByText('将得到的编号区间').waitFor();
        await button(province, '提交').click();
        await confirm(province, '分配成功');
        await rowsBecome(province, [
          line('000', '019', 20, '是 0604团支部（1）'),
          line('020', '039', 20, '是 0604团支部（2）1'),
          line('040', '059', 20, '是 0604团支部（3）'),
          line('060', '079', 20, '是 0604团支部（4）'),
          line('080', '099', 20, '是 0604团支部（5）'),
        ]);
      },
    );
    end();
  });

  describe('回收编号', () => {
    const { step, end } = sentenceBySentence(GUIDE.reclaim);
    const branches = (five: string[]): string[] => [
      line('000', '019', 20, '是'),
      ...five,
      line('040', '059', 20, '是'),
      line('060', '079', 20, '是'),
      line('080', '099', 20, '否 本级'),
    ];

    step('上级团委组织逐级分配团员发展编号给下级组织。', async () => {
      await signInAtDesk(walk, staff, '13800000003');
      await rowsBecome(staff, [line('000', '099', 100, '是'), line('100', '199', 100, '否')]);
    });
    step('若下级组织中有未分配的编号，此时，上级团委有可回收编号的调控权限。', async () => {
      await chooseOrganization(staff, ...BRANCH_5);
      await rowsBecome(staff, [line('080', '099', 20, '否')]);
      await button(staff, '回收').waitFor();
    });
    step('若下级组织没有未分配的编号，则上级团委无法回收。', async () => {
      await chooseOrganization(staff, ...GENERAL);
      await staff.getByText('该组织没有可回收的编号，仅可查看。').waitFor();
      expect(await button(staff, '回收').count()).toBe(0);
    });
    step('上级团委回收编号时，需按照从大到小的顺序将编号区间逐级回收，不能跨级回收。', async () => {
      await chooseOrganization(staff, ...BRANCH_5);
      await button(staff, '回收').click();
      await staff.getByText('指定个数').click();
      await staff.getByLabel('回收个数').fill('3');
      await staff.getByText(/回收 3 个未使用编号（202000012097—202000012099）/).waitFor();
      await cancel(staff);
      const skipping = { orgId: '0604-1-5', year, parentId: '0604' };
      await expect(callAtDesk(staff, 'numbering.reclaim', skipping)).rejects.toThrow(
        '不能跨级回收',
      );
    });
    step('除团支部外的组织类型，未经分配的编号才可回收。', async () => {
      await goAtDesk(walk, province, `/numbers?org=0604&year=${year}`);
      await rowsBecome(province, [line('000', '099', 100, '是'), line('100', '199', 100, '否')]);
      const free = '100 个未使用编号（202000012100—202000012199）';
      await askToReclaim(province, '0604团委', free, '团省委');
      await cancel(province);
    });
    step('而团支部不可分配编号。', async () => {
      await chooseOrganization(staff, ...BRANCH_5);
      expect(await button(staff, '分配').count()).toBe(0);
      const items = [{ orgId: '0604-1-4', count: 1 }];
      const onward = callAtDesk(staff, 'numbering.allocate', { orgId: '0604-1-5', year, items });
      await expect(onward).rejects.toThrow('团支部不可分配编号。');
    });
    step('以组织“0604团委为例”。', () => chooseOrganization(staff, ...COMMITTEE));
    step('该组织下“0604团总支”的编号总数为100，编号区间：202000012000(包)—202000012099(包)。', () =>
      rowsBecome(staff, [
        '202000012000(包)—202000012099(包) 100 是 0604团总支',
        line('100', '199', 100, '否'),
      ]),
    );
    step(
      '“0604团总支”将编号全部分配给下级团支部，因此，“0604团委”无法回收“0604团总支”的编号，只能查看。',
      async () => {
        const row = staff.getByRole('row').filter({ hasText: '0604团总支' });
        await row.getByText('仅可查看').waitFor();
        await row.getByRole('button', { name: '0604团总支' }).click();
        await staff.getByText('该组织没有可回收的编号，仅可查看。').waitFor();
      },
    );
    step(
      '“0604团总支”可回收下级支部中未使用的编号，需点击到具体的团支部进行回收，回收的编号重新返还给上级组织；而已经被分配给团员的编号，不可回收。',
      async () => {
        const row = staff.getByRole('row').filter({ hasText: '0604团支部（5）' });
        await row.getByRole('button', { name: '从0604团支部（5）回收' }).waitFor();
        await row.getByRole('button', { name: '0604团支部（5）', exact: true }).click();
        await askToReclaim(staff, '0604团支部（5）', FIVE, '0604团总支');
        await cancel(staff);
      },
    );
    step('以“0604团支部（5）”为例。', () => chooseOrganization(staff, ...BRANCH_5));
    step('点击具体团支部，点击“回收”按钮，弹出提示。', () =>
      askToReclaim(staff, '0604团支部（5）', FIVE, '0604团总支'),
    );
    step('点击“确定”，回收成功。', () => confirm(staff, '回收成功'));
    step('回收的编号返还给“0604团总支”。', async () => {
      await staff.getByText('本支部没有分到2020年的编号').waitFor();
      await chooseOrganization(staff, ...GENERAL);
      await rowsBecome(staff, branches([line('020', '039', 20, '是')]));
    });
    step('以“0604团支部（2）1”为例。', () => chooseOrganization(staff, ...BRANCH_2));
    step(
      '该支部分配了两个编号给团员，此时只能回收未使用过的编号，不能回收被分配出去的编号。',
      async () => {
        await staff.getByRole('link', { name: '团员报到审核' }).click();
        await staff.getByRole('button', { name: /待团委审核/ }).click();
        for (const [name, left] of [
          ['陈甲', 19],
          ['林乙', 18],
        ] as const) {
          await staff.getByRole('button', { name: `查看 ${name} 的报到` }).click();
          await button(staff, '通过').click();
          const sentence = `编号分配给${name}，目前还剩${left}个名额`;
          await staff.getByText(sentence).waitFor();
          await button(staff, '看下一个').click();
          await staff.getByText(sentence).waitFor({ state: 'hidden' });
        }
        await staff.getByRole('link', { name: '团员编号分配' }).click();
        await chooseOrganization(staff, ...BRANCH_2);
        await rowsBecome(staff, [line('020', '021', 2, '已使用'), line('022', '039', 18, '否')]);
        const tooMany = { orgId: '0604-1-2', year, count: 19 };
        await expect(callAtDesk(staff, 'numbering.reclaim', tooMany)).rejects.toThrow('18');
      },
    );
    step('点击具体支部，点击“回收”按钮，弹出提示。', async () => {
      const rest = '18 个未使用编号（202000012022—202000012039）';
      await askToReclaim(staff, '0604团支部（2）1', rest, '0604团总支');
      await staff.getByText('已分配给团员的 2 个不能回收').waitFor();
    });
    step('点击“确定”，回收成功。', () => confirm(staff, '回收成功'));
    step('编号回收成功后，刷新，该支部的列表显示已经被使用过的编号区间。', async () => {
      await staff.reload();
      await chooseOrganization(staff, ...BRANCH_2);
      await rowsBecome(staff, [line('020', '021', 2, '已使用')]);
    });
    step('而点击“0604团总支”，该列表新增一条已经回收的编号区间。', async () => {
      await chooseOrganization(staff, ...GENERAL);
      await rowsBecome(
        staff,
        branches([line('020', '021', 2, '是'), line('022', '039', 18, '否 本级')]),
      );
    });
    step('“0604团总支”回收编号后，团委可回收团总支的编号。', async () => {
      const back = '38 个未使用编号（202000012022—202000012039、202000012080—202000012099）';
      await askToReclaim(staff, '0604团总支', back, '0604团委');
    });
    step('该回收操作与“0604团总支”回收团支部的操作一致，可参考。', async () => {
      await confirm(staff, '回收成功');
      await chooseOrganization(staff, ...COMMITTEE);
      await rowsBecome(staff, [
        line('000', '021', 22, '是'),
        line('022', '039', 18, '否'),
        line('040', '079', 40, '是'),
        line('080', '199', 120, '否'),
      ]);
    });
    end();
  });

  it('no page wrote an error to its console', () => {
    // The answers that refuse what may not be done.
    const own = walk.errors.filter((text) => !text.startsWith('Failed to load resource'));
    expect(own).toEqual([]);
  });
});
