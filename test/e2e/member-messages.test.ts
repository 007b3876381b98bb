import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { LOCAL_WECHAT } from '../../local/cloud/openapi/settings';
import { idNumber } from '../support/tree';
import { callAs } from './phone-calls';
import { openPhone, register, signInOnPhone } from './phone-steps';
import { picture, startWalk, type Walk } from './support';

const BRANCH = '0604团支部（2）1';
const SECRETARY = 'demo-13800000006';

/** With templates configured, WeChat asks at the submission whether the result may be sent. */
describe('messages of the result on the phone', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await startWalk('tree', LOCAL_WECHAT);
  });
  afterAll(() => walk.close());

  async function submits(openid: string, phone: string, name: string): Promise<Page> {
    const page = await openPhone(walk, openid);
    await signInOnPhone(walk, page, phone);
    const applicant = { name, idNumber: idNumber(), branch: BRANCH, joinYear: 2020, joinMonth: 5 };
    await register(page, applicant);
    await page.getByText('申请发送以下消息').waitFor();
    return page;
  }
  const waitingFor = async (name: string) => {
    const status = 'PENDING_BRANCH';
    return (await callAs(walk, SECRETARY, 'review.list', { status, q: name })).items;
  };
  const returned = async (name: string): Promise<void> => {
    const [waiting] = await waitingFor(name);
    await callAs(walk, SECRETARY, 'review.return', {
      registrationId: waiting!.id,
      status: 'PENDING_BRANCH',
      reason: '请核对姓名。',
      fields: ['name'],
    });
  };
  const received = (openid: string) =>
    walk.cloud.openApi.messages.list(openid).map(({ page, data }) => [page, data.phrase2]);

  it('nothing is sent in before the question is answered; allowed, the result arrives', async () => {
    const page = await submits('member-told', '13922221001', '吴接收');
    await picture(page, 'member-19-messages');
    expect(await waitingFor('吴接收')).toEqual([]);
    await page.getByRole('button', { name: '允许', exact: true }).click();
    await page.getByText('待团支部审核').first().waitFor();
    await returned('吴接收');
    expect(received('member-told')).toEqual([['pages/progress/index', '退回修改']]);
  });

  it('asks again when it is sent again: one answer buys one message', async () => {
    const page = await openPhone(walk, 'member-told');
    await page.getByRole('button', { name: '去修改' }).click();
    await page.getByPlaceholder('与证件上一致').fill('吴又接');
    await page.getByRole('button', { name: '重新提交' }).click();
    await page.getByText('申请发送以下消息').waitFor();
    await page.getByRole('button', { name: '允许', exact: true }).click();
    await page.getByText('待团支部审核').first().waitFor();
    expect(await waitingFor('吴又接')).toHaveLength(1);
  });

  it('refused, it is sent in all the same, and the result stands in the app', async () => {
    // WeChat takes no message for somebody who refused.
    walk.cloud.openApi.messages.refusing.add('member-untold');
    const page = await submits('member-untold', '13922221002', '郑不收');
    await page.getByRole('button', { name: '拒绝', exact: true }).click();
    await page.getByText('待团支部审核').first().waitFor();
    await returned('郑不收');
    expect(received('member-untold')).toEqual([]);
    await page.goto(`${walk.cloud.url}/phone/app?as=member-untold`);
    await page.reload();
    await page.getByRole('button', { name: '去修改' }).click();
    await page.getByText('请改 1 处').waitFor();
  });

  it('no page wrote an error to its console', () => {
    expect(walk.errors).toEqual([]);
  });
});
