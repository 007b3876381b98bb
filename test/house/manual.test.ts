import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ACCESS } from '../../cloudfunctions/core/usecases/access';
import { MIGRATIONS } from '../../cloudfunctions/core/usecases/migrations';
import { nameOf } from '../../cloudfunctions/core/usecases/migrations/progress';

/*
 * docs/运维手册.md is read when something is wrong: the commands, files, actions and jobs it names have to be there.
 */

const manual = readFileSync('docs/运维手册.md', 'utf8');
const named = (pattern: RegExp): string[] => [
  ...new Set([...manual.matchAll(pattern)].map(([, name]) => name!)),
];

describe('运维手册', () => {
  it('names commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const commands = named(/npm run ([a-z:]+)/g);
    expect(commands.length).toBeGreaterThan(3);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names files and actions that exist', () => {
    const files = named(/`((?:tools|miniprogram|cloudfunctions)\/[\w./-]+\.ts)`/g);
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    for (const link of named(/\]\(([^)]+\.md)\)/g))
      expect(existsSync(join('docs', link))).toBe(true);
    const actions = named(/`((?:account|organization|numbering|roster)\.[a-zA-Z]+)`/g);
    expect(actions.length).toBeGreaterThan(1);
    expect(actions.filter((action) => !(action in ACCESS))).toEqual([]);
  });

  it('lists every migration', () => {
    for (const migration of MIGRATIONS) {
      expect(manual).toContain(`| ${nameOf(migration).replace(' ', ' | ').replace('。', ' |')}`);
    }
  });

  it('names pages of the console by the words in its menu and titles', () => {
    const words = [
      'admin/src/router.ts',
      'admin/src/components/app-shell/use-menu.ts',
      'admin/src/components/app-shell/index.vue',
    ].map((file) => readFileSync(file, 'utf8'));
    for (const page of [
      '编号对账',
      '首页',
      '职务任期',
      '组织管理',
      '团员编号分配',
      '补充编号申请',
      '错号更正',
      '编号查询',
      '导入组织',
      '上线接管',
      '团籍资料',
      '年度关闭',
      '编号流水',
      '毕业撤销',
      '登录的电脑',
      '运行状况',
      '系统设置',
    ]) {
      expect(manual).toContain(page);
      expect(words.join('\n')).toContain(page);
    }
  });
});
