/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { AUTO_HINT } from '../../miniprogram/format/words';
import { CHARTER_AGES } from '../../miniprogram/services/province';
import type { FieldName } from '../../miniprogram/format/fields';
import type { Draft } from '../../miniprogram/checks/form';
import { checkDraft, emptyDraft } from '../../miniprogram/checks/form';
import { fieldViews } from '../../miniprogram/format/field-view';
import { BRANCH, COMMITTEE, NOW, PROVINCE, returned } from './support/people';
import { ok } from './support/phone';
import { emptyEntry } from '../../miniprogram/services/phone-entry';
import { settle, show } from './support/simulate';

/** A field as a page gives it to the component. */
const fieldView = (field: FieldName, changes: Partial<Draft> = {}, wantsOwnNumber = false) => {
  const draft = { ...emptyDraft(), ...changes };
  const context = {
    branchName: '',
    isShown: () => true,
    serverTexts: {},
    wantsOwnNumber,
    autoHint: AUTO_HINT,
  };
  return fieldViews([field], draft, checkDraft(draft, NOW, CHARTER_AGES), context)[0];
};

const showField = async (...of: Parameters<typeof fieldView>) => {
  const shown = await show('components/registration-field/index', { view: fieldView(...of) });
  const changes: unknown[] = [];
  shown.view.addEventListener('change', ({ detail }) => changes.push(detail));
  return { ...shown, changes };
};

describe('member-number', () => {
  it('groups by distance, so that only digits can be copied, and is read digit by digit', async () => {
    const { view, text, labels } = await show('components/member-number/index', {
      value: '202000012020',
    });
    expect(text()).toBe('202000012020');
    expect(view.data.groups).toEqual([
      { at: 0, digits: '2020' },
      { at: 1, digits: '0001' },
      { at: 2, digits: '2020' },
    ]);
    expect(labels()).toEqual(['团员编号 2 0 2 0 0 0 0 1 2 0 2 0']);
  });
});

describe('registration-field', () => {
  it('says in words why an ID number is wrong, and what a right one tells', async () => {
    const wrong = await showField('idNumber', { idNumber: '350199200605040035' });
    expect(wrong.text()).toContain('身份证号的校验码不正确');
    const right = await showField('idNumber', { idNumber: '350199200605040034' });
    expect(right.text()).toContain('校验通过：2006年5月4日生，男');
  });

  it('asks for the name of a group that is not in the list', async () => {
    const listed = await showField('ethnicity', { ethnicity: '畲族' });
    expect(listed.labels()).not.toContain('民族，请写民族名称');
    const other = await showField('ethnicity', { ethnicity: '其他' });
    expect(other.labels()).toContain('民族，请写民族名称');
    await other.run('onOther', { detail: { value: '穿青人' } });
    await other.run('onOther', { detail: { value: ' ' } });
    expect(other.changes).toEqual([
      { field: 'ethnicity', value: '穿青人' },
      { field: 'ethnicity', value: '其他' },
    ]);
    const written = await showField('ethnicity', { ethnicity: '穿青人' });
    expect(written.labels()).toContain('民族，其他，点按选择');
    expect(written.view.data.listIndex).toBe(56);
  });

  it('needs no input for a number that comes by itself, but lets one be typed', async () => {
    const auto = await showField('typedNumber', { joinMonth: '2020-05' });
    expect(auto.text()).toContain('自动分配');
    expect(auto.text()).toContain('无需填写');
    expect(auto.labels()).toContain('我已有编号，要填写');
    let asked = 0;
    auto.view.addEventListener('own', () => {
      asked += 1;
    });
    auto.view.querySelector('.field__own')?.dispatchEvent('tap');
    await settle();
    expect(asked).toBe(1);
    const own = await showField('typedNumber', { joinMonth: '2020-05' }, true);
    expect(own.text()).toContain('会换成系统分配的编号');
    expect(own.labels()).toEqual(['团员编号']);
  });

  it('asks for the number of somebody who keeps one', async () => {
    const manual = await showField('typedNumber', { joinMonth: '2019-05' });
    expect(manual.text()).toContain('请填写团员编号，它写在《入团志愿书》封面上。');
    const early = await showField('typedNumber', { joinMonth: '2016-09' });
    expect(early.text()).toContain('没有编号可以不填');
  });

  it('tells choices as values, with role and state for readers', async () => {
    const { view, labels, changes } = await showField('joinedInProvince');
    expect(labels()).toEqual(['省内入团', '省内入团：是，福建省内', '省内入团：否']);
    view.querySelectorAll('.choice')[1]?.dispatchEvent('tap');
    await settle();
    expect(changes).toEqual([{ field: 'joinedInProvince', value: 'false' }]);
  });

  it('tells months without their day, and words of a list by themselves', async () => {
    const month = await showField('joinMonth');
    await month.run('onPick', { detail: { value: '2020-05-01' } });
    expect(month.changes).toEqual([{ field: 'joinMonth', value: '2020-05' }]);
    const list = await showField('ethnicity');
    await list.run('onPickWord', { detail: { value: '1' } });
    expect(list.changes).toEqual([{ field: 'ethnicity', value: '蒙古族' }]);
  });
});

describe('branch-chooser', () => {
  const node = (ref: { id: string; name: string; type: string }, status = 'ACTIVE') => ({
    ...ref,
    shortName: ref.name,
    code: ref.id,
    status,
    hasChildren: ref.type !== 'BRANCH',
  });
  const open = (properties: Record<string, unknown> = {}) =>
    show('components/branch-chooser/index', properties, (phone) => {
      phone.answers['organization.children'] = ({ input }) => {
        const { parentId, cursor } = input as { parentId: string | null; cursor?: string };
        if (parentId === null) return ok({ items: [node(PROVINCE)], next: null });
        if (parentId === PROVINCE.id) return ok({ items: [node(COMMITTEE)], next: null });
        return cursor
          ? ok({ items: [node({ ...BRANCH, id: 'b3', name: '三支部' })], next: null })
          : ok({
              items: [node(BRANCH), node({ ...BRANCH, id: 'b9', name: '旧支部' }, 'CLOSED')],
              next: 'page2',
            });
      };
      phone.answers['organization.get'] = () =>
        ok({ ...node(BRANCH), path: [PROVINCE, COMMITTEE], secretary: '林同学' });
      phone.answers['organization.search'] = ({ input }) =>
        ok({
          items:
            (input as { q: string }).q === '没有'
              ? []
              : [{ ...node(BRANCH), path: [PROVINCE, COMMITTEE], secretary: null }],
        });
    });
  const names = (rows: unknown): string[] =>
    (rows as Array<{ name: string }>).map(({ name }) => name);

  it('opens level by level, a page at a time, without closed organisations', async () => {
    const { view, run } = await open();
    expect(names(view.data.rows)).toEqual(['团省委', '0604团委']);
    await run('onRow', { dataset: { id: COMMITTEE.id } });
    expect(names(view.data.rows)).toEqual(['团省委', '0604团委', BRANCH.name, '显示更多']);
    await run('onRow', { dataset: { id: 'c1/page2' } });
    expect(names(view.data.rows)).toEqual(['团省委', '0604团委', BRANCH.name, '三支部']);
    await run('onRow', { dataset: { id: COMMITTEE.id } });
    expect(names(view.data.rows)).toEqual(['团省委', '0604团委']);
  });

  it('shows path, secretary and warning of the branch that was tapped before it is chosen', async () => {
    const { view, run, text } = await open();
    const chosen: unknown[] = [];
    view.addEventListener('choose', ({ detail }) => chosen.push(detail));
    await run('onRow', { dataset: { id: COMMITTEE.id } });
    await run('onRow', { dataset: { id: BRANCH.id } });
    expect(text()).toContain('团省委 / 0604团委');
    expect(text()).toContain('团支书 林同学');
    expect(text()).toContain('请确认这是你现在所在的团支部，资料将由该支部审核。');
    await run('onConfirm');
    expect(chosen).toEqual([
      { id: BRANCH.id, name: BRANCH.name, path: ['团省委', '0604团委'], secretary: '林同学' },
    ]);
  });

  it('finds branches by search, shows the only one at once, and says what to do when there is none', async () => {
    const { run, text, phone } = await open();
    await run('onSearchChange', { detail: '二支部' });
    expect(phone.calls.slice(-2).map(({ input }) => input)).toEqual([
      { q: '二支部', type: 'BRANCH', limit: 50 },
      { id: BRANCH.id },
    ]);
    expect(text()).toContain('暂无团支书，由上级团组织代审');
    expect(text()).toContain('选这个团支部');
    await run('onSearchChange', { detail: '没有' });
    expect(text()).toContain('没有找到“没有”');
  });

  it('searches only below the organisation it was given: elsewhere others would use up the places', async () => {
    const { run, phone } = await open({ rootId: COMMITTEE.id });
    await run('onSearchChange', { detail: '二支部' });
    const searches = phone.calls.filter(({ action }) => action === 'organization.search');
    expect(searches.map(({ input }) => input)).toEqual([
      { q: '二支部', type: 'BRANCH', under: COMMITTEE.id, limit: 50 },
    ]);
  });

  it('takes the branch of a scanned code, and no other code', async () => {
    const { view, run, text, phone } = await show(
      'components/branch-chooser/index',
      { scans: true },
      (given) => {
        given.answers['organization.children'] = () => ok({ items: [], next: null });
        given.answers['registration.invited'] = () =>
          ok({ branch: BRANCH, path: [PROVINCE, BRANCH], secretary: '林同学' });
        given.code = { result: 'https://example.com' };
      },
    );
    const chosen: unknown[] = [];
    view.addEventListener('choose', ({ detail }) => chosen.push(detail));
    await run('onScan');
    expect(text()).toContain('这不是团支部的报到码');
    phone.code = { path: 'pages/register/index?scene=b%3A0604', result: '' };
    await run('onScan');
    expect(phone.calls[phone.calls.length - 1]?.input).toEqual({ scene: 'b:0604' });
    expect(chosen).toEqual([
      { id: BRANCH.id, name: BRANCH.name, path: ['团省委'], secretary: '林同学', fixed: true },
    ]);
  });
});

describe('member-card', () => {
  it('leads to the form of a scanned branch, and says so when it is another code', async () => {
    const { run, text, phone } = await show('components/member-card/index', {}, (given) => {
      given.code = { path: 'pages/home/index', result: '' };
    });
    await run('onScan');
    expect(text()).toContain('这不是团支部的报到码');
    phone.code = { path: 'pages/register/index?scene=0604-1-2', result: '' };
    await run('onScan');
    expect(phone.log).toEqual(['navigateTo /pages/register/index?scene=0604-1-2']);
    phone.code = null;
    await run('onScan');
    expect(phone.log).toHaveLength(1);
  });

  it('R-74: asks first for the branch that was proposed', async () => {
    const proposed = { ...returned, moveTo: { ...BRANCH, name: '三支部' } };
    const { run, text, labels, phone } = await show('components/member-card/index', {
      registration: proposed,
    });
    expect(text()).toContain('黄同学建议你转到“三支部”');
    expect(labels()).not.toContain('去修改');
    await run('onProgress');
    expect(phone.log).toEqual(['navigateTo /pages/progress/index']);
  });
});

describe('phone-code', () => {
  const entry = { ...emptyEntry(), phone: '15900002046', codeProblem: '验证码不正确。' };

  it('tells what is typed by field, and names both fields by the number they belong to', async () => {
    const { view, run, text, labels } = await show('components/phone-code/index', {
      entry,
      label: '新手机号',
    });
    const events: unknown[] = [];
    view.addEventListener('type', ({ detail }) => events.push(detail));
    view.addEventListener('ask', () => events.push('ask'));
    expect(labels()).toEqual(['新手机号', '新手机号收到的验证码', '获取验证码']);
    expect(text()).toContain('验证码不正确。');
    await run('onInput', { dataset: { field: 'code' }, detail: { value: '40' } });
    await run('onAsk');
    expect(events).toEqual([{ field: 'code', value: '40' }, 'ask']);
  });
});

describe('result-dialog', () => {
  it('shows the sentence of the guide word for word', async () => {
    const message = '审核成功！将202000012020编号分配给zlj2，目前还剩19个名额';
    const { text, labels } = await show('review/components/result-dialog/index', {
      show: true,
      message,
      number: '202000012020',
      drawn: true,
    });
    expect(text()).toContain('写到志愿书封面编号处');
    expect(text().replace(/\s/g, '')).toContain(message);
    expect(labels()).toEqual(expect.arrayContaining([message, '复制编号', '确定']));
  });

  it('shows other sentences as they are, without a number to copy', async () => {
    const message = '审核成功！李四在2017年前入团，无需团员编号。';
    const { text, labels } = await show('review/components/result-dialog/index', {
      show: true,
      message,
    });
    expect(text().replace(/\s/g, '')).toContain(message);
    expect(labels()).not.toContain('复制编号');
    expect(text()).not.toContain('封面');
  });
});
