import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { PendingStatus } from '../../typings/api';
import { GUIDE } from '../support/guide';
import { idNumber } from '../support/tree';
import { sentenceBySentence } from './guide-steps';
import { callAs } from './phone-calls';
import {
  chooseBranch,
  fillIn,
  openPhone,
  openReview,
  phoneOf,
  sendIn,
  signInOnNewPhone,
  signInOnPhone,
  typeCode,
} from './phone-steps';
import {
  allocate,
  callAtDesk,
  chooseOrganization,
  defineFirstRange,
  goAtDesk,
  picture,
  rowsBecome,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

const year = 2020;
const COMMITTEE = '0604团委';
const GENERAL = '0604团总支';
const BRANCH = '0604团支部（2）1';
/** A branch right below the committee, without numbers of its own. */
const DIRECT = '0604直属团支部';

/** Phone numbers of those in office. */
const STAFF = '13800000003';
const GENERAL_SECRETARY = '13800000005';
const SECRETARY = '13800000006';
const DIRECT_SECRETARY = '13800000008';

/** How the numbers go down and a new member comes to one, and 微官网 of the guide, on the guide's own tree. */
describe('操作流程和微官网', () => {
  let walk: Walk;
  let province: Page;
  let staff: Page;
  let general: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    province = await walk.newPage();
    await signInAtDesk(walk, province, '13800000001');
    staff = await walk.newPage();
    general = await phoneOf(walk, GENERAL_SECRETARY);
  });
  afterAll(() => walk.close());

  const button = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).filter({ visible: true });
  const seen = (page: Page, text: string | RegExp) =>
    page.getByText(text).filter({ visible: true }).first().waitFor();
  const home = (page: Page, openid: string) =>
    page.goto(`${walk.cloud.url}/phone/app?as=${openid}`);
  const digits = async (page: Page): Promise<string> =>
    (await page.locator('body').innerText()).replace(/\s/g, '');
  const waitingFor = async (phone: string, status: PendingStatus, name: string) => {
    const { items } = await callAs(walk, `demo-${phone}`, 'review.list', { status, q: name });
    return items.find((item) => item.name === name)!;
  };
  /** What a secretary does on the own phone meanwhile. */
  const passMeanwhile = async (phone: string, status: PendingStatus, name: string) => {
    const { id: registrationId } = await waitingFor(phone, status, name);
    await callAs(walk, `demo-${phone}`, 'review.pass', { registrationId, status });
  };
  const passOnPhone = async (page: Page, name: string, next: string) => {
    await openReview(page, name);
    await picture(page, `guide-phone-${name}`);
    await button(page, '通过').click();
    await seen(page, new RegExp(`已通过，现在是“${next}”`));
  };
  const openAtDesk = async (name: string) => {
    await goAtDesk(walk, staff, '/reviews?status=PENDING_COMMITTEE');
    await staff.reload();
    await button(staff, `查看 ${name} 的报到`).click();
    await staff.getByText('预检').first().waitFor();
  };
  const number = async (page: Page, openid: string): Promise<string> => {
    await home(page, openid);
    await page.getByRole('button', { name: '查看我的编号' }).click();
    await page.getByText('写在志愿书封面').waitFor();
    return digits(page);
  };

  describe('操作流程说明', () => {
    const { step, end } = sentenceBySentence(GUIDE.flow);
    let member: Page;
    let secretary: Page;

    step('2020年1月1日以后新发展团员可用编号，由上级团委逐级分配，直至基层团委。', async () => {
      await defineFirstRange(province, '202000012000', '202000012999');
      await allocate(province, { [COMMITTEE]: 200 });
      await signInAtDesk(walk, staff, STAFF);
      await rowsBecome(staff, ['202000012000(包)—202000012199(包) 200 否']);
    });
    step(
      '基层团委可以再分配号段到团（总）支部进行调控，也可以不再分配，直接由基层团委统筹使用。',
      async () => {
        await allocate(staff, { [GENERAL]: 100 });
        const items = [{ orgId: '0604-1-2', count: 20 }];
        await callAs(walk, `demo-${GENERAL_SECRETARY}`, 'numbering.allocate', {
          orgId: '0604-1',
          year,
          items,
        });
        await chooseOrganization(staff, COMMITTEE, GENERAL, BRANCH);
        await rowsBecome(staff, ['202000012000(包)—202000012019(包) 20 否']);
        await chooseOrganization(staff, COMMITTEE, DIRECT);
        await seen(staff, `审核通过时使用 ${COMMITTEE} 的编号，目前还剩 100 个。`);
      },
    );
    step('2020年团员发展编号可分批次分配，初次大量分配工作应在3月31日前完成。', async () => {
      await allocate(province, { [COMMITTEE]: 100 });
      await rowsBecome(province, [`300 是 ${COMMITTEE}`, '700 否 本级']);
      await province.getByRole('link', { name: '系统设置' }).click();
      const dates = province.getByRole('region', { name: '年度日期' });
      await dates.getByText('首批分配').waitFor();
      await dates.getByText('3月31日').waitFor();
    });
    step('新发展团员编号使用应与线下发展团员流程同步。', async () => {
      secretary = await phoneOf(walk, SECRETARY);
      await button(secretary, '大会二维码').click();
      await secretary.getByRole('img', { name: `${BRANCH}的报到二维码` }).waitFor();
      await seen(secretary, '已报到 2 人');
    });
    step('在发展团员大会召开时，新团员要在智慧团建系统上进行“团员报到”。', async () => {
      member = await walk.newPage({ width: 375, height: 812 });
      const scanned = '/pages/register/index?scene=0604-1-2';
      await member.goto(`${walk.cloud.url}/phone/app?as=at-the-meeting#${scanned}`);
      await typeCode(walk, member, '13911110001');
      await member.getByText('由团支书 苏同学 先审核').waitFor();
      await fillIn(member, {
        name: '吴小明',
        idNumber: idNumber(),
        joinYear: 2020,
        joinMonth: 5,
      });
      await sendIn(member);
      await seen(member, '待团支部审核');
      await seen(secretary, '已报到 3 人');
    });
    step('支部大会审议通过后，团支部、团委先后在线上线下同步审核同意。', async () => {
      await button(secretary, '通过2人，送团总支').click();
      await secretary.getByRole('button', { name: '通过', exact: true }).last().click();
      await seen(secretary, '2 人已通过');
      await passOnPhone(general, '吴小明', '待团委审核');
      await openAtDesk('吴小明');
      await staff.getByText('通过后将分配').waitFor();
    });
    step('团委审批新团员同意时，系统将自动分配团员编号，无需下线手动分配。', async () => {
      await button(staff, '通过').click();
      await seen(staff, '审核成功！将202000012000编号分配给吴小明，目前还剩19个名额');
      await picture(staff, 'guide-phone-approved');
    });
    step('团委相关审批人将系统分配的团员编号写到《入团志愿书》封面团员编号处。', async () => {
      await seen(staff, '请将编号写到《入团志愿书》封面“团员编号”处');
      await goAtDesk(walk, staff, '/reviews/covers');
      const box = staff.getByRole('checkbox', { name: '吴小明 的封面已填写' });
      await staff.locator('label', { has: box }).click();
      await staff.getByRole('row').filter({ hasText: '吴小明' }).getByText('郑老师').waitFor();
      expect(await number(member, 'at-the-meeting')).toContain('202000012000');
      await seen(member, '封面已填写');
      await picture(member, 'guide-phone-number');
    });
    step('团员编号分配为团员发展最后环节，编号一经分配，原则上终身使用。', () =>
      seen(member, '编号原则上终身使用。'),
    );
    step('（确系团委操作失误错分配的情况，要由团的领导机关审批回收并重新分配）。', async () => {
      await callAtDesk(staff, 'numbering.fileCorrection', {
        number: '202000012000',
        kind: 'WRONG_PERSON',
        reason: '封面写成了别人的编号',
      });
      await goAtDesk(walk, province, '/corrections');
      await button(province, '查看 吴小明 的更正').click();
      await button(province, '同意更正').click();
      const dialog = province.getByRole('dialog', { name: '同意更正' });
      await dialog.getByRole('button', { name: '同意更正' }).click();
      const done = province.getByRole('dialog', { name: '办理结果' });
      await done.getByText('202000012001').waitFor();
      expect(await number(member, 'at-the-meeting')).toContain('202000012001');
    });
    step('若下级组织中有尚未分配的编号，上级团委有回收编号的调控权限。', async () => {
      await goAtDesk(walk, staff, `/numbers?org=0604-1-2&year=${year}`);
      await button(staff, '回收').click();
      const dialog = staff.getByRole('dialog');
      await dialog.getByText(/^将从 .+ 回收 19 个未使用编号/).waitFor();
      await dialog.getByRole('button', { name: '确定' }).click();
      await seen(staff, '回收成功');
      await rowsBecome(staff, ['202000012001(包)—202000012001(包) 1 已使用']);
    });
    step(
      '2020年1月1日之前发展的团员和外省转接来的团员，团员编号仍然按照原方式进行分配。',
      async () => {
        await passMeanwhile(SECRETARY, 'PENDING_BRANCH', '孙壬');
        await passMeanwhile(GENERAL_SECRETARY, 'PENDING_GENERAL', '孙壬');
        for (const [name, own] of [
          ['钱辛', '201935000123'],
          ['孙壬', '202144000123'],
        ] as const) {
          await openAtDesk(name);
          await staff.getByText('已核对《入团志愿书》封面').click();
          await button(staff, '通过').click();
          await seen(staff, `审核成功！${name}沿用编号${own}，未占用名额。`);
        }
      },
    );
    end();
  });

  describe('微官网，普通团员', () => {
    const { step, end } = sentenceBySentence(GUIDE.phoneMember);
    let member: Page;
    let late: Page;
    let eager: Page;

    step('非团员使用短信验证码登录系统，填写团员报到信息。', async () => {
      member = await openPhone(walk, 'zlj2');
      await signInOnPhone(walk, member, '13911110002');
      await chooseBranch(member, BRANCH);
      await fillIn(member, {
        name: '朱丽嘉',
        idNumber: idNumber(),
        joinYear: 2020,
        joinMonth: 5,
      });
    });
    step('提交后，待团支部审核。', async () => {
      await sendIn(member);
      await seen(member, '待团支部审核');
      await seen(member, `在 ${BRANCH} 苏同学 手里`);
    });
    step('以“zlj2”为例。', async () => {
      await home(member, 'zlj2');
      await button(member, '查看报到进度').waitFor();
      await seen(member, '审核中');
      await picture(member, 'guide-phone-zlj2');
    });
    step(
      '若团员是2020年1月1日前发展，但是还未将信息录入到系统中，可正常进行团员报到，且团员发展编号按照学校分配的编号来写，不可随意填写。',
      async () => {
        late = await openPhone(walk, 'joined-2018');
        await signInOnPhone(walk, late, '13911110003');
        await chooseBranch(late, DIRECT);
        await fillIn(late, {
          name: '蒋大力',
          idNumber: idNumber('20030101'),
          joinYear: 2018,
          joinMonth: 5,
          number: '202035000777',
        });
        await button(late, '下一步，核对提交').click();
        await seen(late, '编号前四位应与入团年份一致。');
        await late.getByPlaceholder('《入团志愿书》封面上的编号').fill('201835000777');
        await sendIn(late);
        await seen(late, '待团支部审核');
        const { mode } = await waitingFor(DIRECT_SECRETARY, 'PENDING_BRANCH', '蒋大力');
        expect(mode).toBe('MANUAL');
      },
    );
    step('若团员是在2020年1月1日之后在福建省内发展的，其团员编号一栏可不填。', async () => {
      eager = await openPhone(walk, 'types-a-number');
      await signInOnPhone(walk, eager, '13911110004');
      await chooseBranch(eager, DIRECT);
      await fillIn(eager, {
        name: '周随意',
        idNumber: idNumber(),
        joinYear: 2020,
        joinMonth: 5,
      });
      await seen(eager, '编号由系统在团委审核通过时自动分配，无需填写。');
      await button(eager, '下一步，核对提交').click();
      await seen(eager, '团委审核通过时自动分配');
      await button(eager, '上一步，返回修改').click();
    });
    step(
      '若团员是在2020年1月1日之后在福建省内发展的，且随便填写编号，在团委审核后，系统会自动分配一个编号给该团员，并将原先编号给替换掉。',
      async () => {
        await button(eager, '我已有编号，要填写').click();
        await eager.getByPlaceholder('《入团志愿书》封面上的编号').fill('202099999999');
        await seen(eager, '审核通过时，会换成系统分配的编号；填写的编号留作记录。');
        await sendIn(eager);
        await seen(eager, '待团支部审核');
        await passMeanwhile(DIRECT_SECRETARY, 'PENDING_BRANCH', '周随意');
        const committee = await phoneOf(walk, STAFF);
        await openReview(committee, '周随意');
        await seen(committee, '本人填写的编号会被系统分配的编号替换');
        await button(committee, '通过').click();
        const sentence = '审核成功！将202000012100编号分配给周随意，目前还剩199个名额';
        await committee.getByRole('alertdialog', { name: sentence }).waitFor();
        await picture(committee, 'guide-phone-replaced');
        const shown = await number(eager, 'types-a-number');
        expect(shown).toContain('202000012100');
        expect(shown).not.toContain('202099999999');
      },
    );
    end();
  });

  describe('微官网，团（总）支书', () => {
    const { step, end } = sentenceBySentence(GUIDE.phoneSecretary);

    step('团（总）支书登录系统后，点击“团员报到审核”，对待审核的团员进行审核。', async () => {
      const secretary = await openPhone(walk, 'new-phone-of-the-secretary');
      await signInOnNewPhone(walk, secretary, SECRETARY);
      await seen(secretary, '人等你审核');
      await picture(secretary, 'guide-phone-secretary');
      await button(secretary, /^去审核/).click();
      await seen(secretary, '团员报到审核');
      await button(secretary, /^朱丽嘉，/).click();
      await seen(secretary, '预检');
      await button(secretary, '通过').click();
      await seen(secretary, '已通过，现在是“待团总支审核”');
    });
    step('审核通过后，若该支部上还有团总支，此时，还需要团总支审核。', async () => {
      await home(general, `demo-${GENERAL_SECRETARY}`);
      await passOnPhone(general, '朱丽嘉', '待团委审核');
      // Right below the committee there is no general branch.
      await passOnPhone(await phoneOf(walk, DIRECT_SECRETARY), '蒋大力', '待团委审核');
    });
    end();
  });

  it('no page wrote an error to its console', () => {
    expect(walk.errors).toEqual([]);
  });
});
