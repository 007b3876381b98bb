import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

/** A code as long as codes may be. */
const LONG = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ-12345';

describe('the code of a branch, shown at its meeting', () => {
  let test: TestCloud;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, [...TREE_0604, [LONG, '编码最长的团支部', 'BRANCH', '0604']]);
    await addPerson(test, '苏晓', '0604Z2');
    await addPerson(test, 'staff', '0604');
    await addPerson(test, 'applicant');
  });
  afterAll(() => test.close());

  it('opens the form with the branch chosen', async () => {
    const invitation = await test.ok('苏晓', 'registration.invitation', { branchId: '0604Z2' });
    expect(invitation).toMatchObject({
      branch: { id: '0604Z2', name: '0604团支部（2）1' },
      page: 'pages/register/index',
    });
    const picture = Buffer.from(invitation.image, 'base64');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    const { scene } = invitation;
    expect(await test.ok('applicant', 'registration.invited', { scene })).toEqual({
      branch: invitation.branch,
      path: ['P', '0604', '0604Z', '0604Z2'].map((id) => expect.objectContaining({ id })),
      secretary: '苏同学',
    });
  });

  it('is made for every code, and by the committee above', async () => {
    expect(LONG).toHaveLength(32);
    const { scene } = await test.ok('staff', 'registration.invitation', { branchId: LONG });
    expect(scene.length).toBeLessThanOrEqual(32);
    const invited = await test.ok('applicant', 'registration.invited', { scene });
    expect(invited).toMatchObject({ branch: { id: LONG }, secretary: null });
  });

  it('is refused for others’ branches, for what is no branch and for closed ones', async () => {
    const refused = (openid: string, branchId: string) =>
      test.refused(openid, 'registration.invitation', { branchId });
    expect((await refused('苏晓', '0604Z3')).code).toBe('FORBIDDEN');
    expect((await refused('staff', '0604Z')).code).toBe('INVALID');
    await test.database.update('organizations', '0604Z4', { status: 'CLOSED' });
    expect(await refused('staff', '0604Z4')).toMatchObject({ code: 'INVALID' });
    const closed = await test.refused('applicant', 'registration.invited', { scene: '0604Z4' });
    expect(closed.message).toContain('撤销');
  });

  it('says what to do when WeChat draws none', async () => {
    for (const quota of [45009, 45011]) {
      test.cloud.openApi.refuseNext('wxacode.getUnlimited', quota, 'reach max api minute quota');
      const busy = await test.refused('苏晓', 'registration.invitation', { branchId: '0604Z2' });
      expect(busy).toMatchObject({ code: 'BUSY', message: expect.stringContaining('过一分钟') });
    }
    test.cloud.openApi.refuseNext('wxacode.getUnlimited', 41030, 'invalid page');
    const failed = await test.refused('苏晓', 'registration.invitation', { branchId: '0604Z2' });
    expect(failed.message).toContain('搜索');
  });
});
