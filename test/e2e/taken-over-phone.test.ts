import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { idNumber } from '../support/tree';
import { callAs } from './phone-calls';
import { PhoneCamera } from './phone-camera';
import { openPhone, phoneOf, typeCode } from './phone-steps';
import { picture, signInAtDesk, startWalk, type Walk } from './support';

const PROVINCE = 'demo-13800000001';
const SECRETARY = '13800000006';
/** People whose numbers are older than the system, and the phones they see them on. */
describe('taken over: the own number on the phone', () => {
  let walk: Walk;
  const people = [
    { name: '赵辛', number: '201935000101', idNumber: idNumber('20040115') },
    { name: '钱乙', number: '201935000102', idNumber: idNumber('20040116') },
    { name: '孙丙', number: '201935000103', idNumber: idNumber('20040117') },
  ];
  beforeAll(async () => {
    walk = await startWalk('tree');
    const { items } = await callAs(walk, PROVINCE, 'organization.search', {
      q: '0604团支部（2）1',
    });
    const rows = people.map((person, i) => ({
      ...person,
      line: i + 1,
      joinMonth: '2019-05',
      branchCode: items[0]!.id,
      ...(i === 0 && { phone: '13933330001' }),
    }));
    const taken = await callAs(walk, PROVINCE, 'numbering.takeoverCommit', { rows });
    expect(taken.rows.map(({ result }) => result)).toEqual(['DONE', 'DONE', 'DONE']);
  });
  afterAll(() => walk.close());

  const camera = new PhoneCamera();
  const button = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name }).filter({ visible: true }).first();
  async function findsOwn(openid: string, phone: string, person: (typeof people)[number]) {
    const page = await openPhone(walk, openid);
    await page.getByRole('link', { name: '团组织已登记过编号，绑定我的编号' }).click();
    await typeCode(walk, page, phone);
    await page.getByPlaceholder('与证件上一致').fill(person.name);
    await page.getByPlaceholder('身份证上的18位号码').fill(person.idNumber);
    return page;
  }

  it('with the phone of the file: two fields, and the number is there', async () => {
    const page = await findsOwn('taken-0', '13933330001', people[0]!);
    await camera.shoot(page, '150-bind');
    await button(page, '核对并绑定').click();
    await page.getByText('写在志愿书封面').waitFor();
    const shown = await page.locator('body').innerText();
    expect(shown.replace(/\s/g, '')).toContain('201935000101');
    await picture(page, 'taken-over-number');
  });

  it('with another phone: the secretary looks at the document, confirms the number, and it is there', async () => {
    const page = await findsOwn('taken-1', '13933330002', people[1]!);
    await button(page, '核对并绑定').click();
    await page.getByText('已找到你的团籍资料').waitFor();
    await page.getByText(/找团支书 苏同学 核对/).waitFor();
    await camera.shoot(page, '151-bind-visit');

    const secretary = await phoneOf(walk, SECRETARY);
    await secretary.goto(`${walk.cloud.url}/phone/app?as=demo-${SECRETARY}#/branch/members/index`);
    await secretary.reload();
    await button(secretary, '确认钱乙的手机号').waitFor();
    await camera.shoot(secretary, '250-members-without-phone');
    await button(secretary, '确认钱乙的手机号').click();
    await secretary.getByPlaceholder('11位手机号').fill('13933330002');
    await button(secretary, /^填入：本人持身份证到场/).click();
    await camera.shoot(secretary, '251-confirm-phone');
    await button(secretary, '确认手机号').click();
    await secretary.getByText('钱乙的手机号 139****0002 已确认').waitFor();
    await button(secretary, '确认孙丙的手机号').waitFor();
    expect(await secretary.getByRole('button', { name: '确认钱乙的手机号' }).count()).toBe(0);

    const signIn = { code: 'phone:13933330002:1', idTail: people[1]!.idNumber.slice(-6) };
    const signedIn = await callAs(walk, 'taken-1', 'account.signInByWechatPhone', signIn);
    expect(signedIn.state).toBe('SIGNED_IN');
    await page.goto(`${walk.cloud.url}/phone/app?as=taken-1#/pages/my-number/index`);
    await page.reload();
    await page.getByText('写在志愿书封面').waitFor();
  });

  it('at the desk: the panel of the record confirms the phone number', async () => {
    const page = await walk.newPage({ width: 1440, height: 900 });
    await signInAtDesk(walk, page, '13800000003');
    await page.goto(`${walk.cloud.url}/console/#/members?q=${encodeURIComponent('孙丙')}`);
    await page.locator('tbody').getByText('孙丙').first().click();
    await page.getByText('还没有绑定').waitFor();
    await page.getByRole('button', { name: '确认本人手机号…' }).click();
    await page.getByLabel('本人手机号', { exact: true }).fill('139 3333 0003');
    await page.getByLabel('怎样核实的').fill('本人持身份证到场');
    await picture(page, 'taken-over-desk');
    await page.getByRole('button', { name: '确认手机号', exact: true }).click();
    await page.getByText('孙丙 的手机号 139****0003 已确认').waitFor();
    await page.getByText('139****0003').first().waitFor();
    await page.getByRole('button', { name: '确认本人手机号…' }).waitFor({ state: 'detached' });
  });

  it('nothing on the screens is cut or covered', () => {
    expect(camera.faults).toEqual([]);
  });
});
