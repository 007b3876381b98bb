import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { declaredFunctions } from '../../../tools/deploy/declaration';
import type { CiProject, MiniprogramCi } from '../../../tools/deploy/miniprogram-ci';
import {
  type AppJson,
  compileMiniprogram,
  pagesOf,
  uploadMiniprogram,
} from '../../../tools/deploy/upload-miniprogram';

const FUNCTIONS = declaredFunctions('dist/cloudfunctions');
const WISHES = {
  appid: 'wx0123456789abcdef',
  key: '/keys/private.key',
  version: '1.2.0',
  desc: '',
  robot: 1,
  envId: 'env-1',
};

let calls: string[];
let compiled: Record<string, string>;
let refusal: Error | null;
let told: string[];
beforeEach(() => {
  calls = [];
  compiled = {};
  refusal = null;
  told = [];
});
const tell = (line: string): void => void told.push(line);

/** Answers as version 2.1.42 of the package does; a project asks WeChat for its attributes. */
class Project implements CiProject {
  constructor(readonly options: { appid: string; privateKeyPath?: string }) {}
  attr(): Promise<unknown> {
    return Promise.reject(new Error('getaddrinfo ENOTFOUND servicewechat.com'));
  }
}
const ci: MiniprogramCi = {
  Project,
  DefaultProjectAttr: { setting: { MaxCodeSize: 2 } },
  async packNpmManually({ miniprogramNpmDistDir }) {
    calls.push(`pack ${miniprogramNpmDistDir}`);
  },
  async upload({ project, version }) {
    if (refusal) throw refusal;
    const { appid, privateKeyPath } = (project as Project).options;
    calls.push(`upload ${appid} ${version} ${privateKeyPath}`);
    return { subPackageInfo: [{ name: '__FULL__', size: 524288 }] };
  },
  async getCompiledResult({ project }) {
    await project.attr();
    return compiled;
  },
  cloud: {
    async uploadFunction({ env, name, path, remoteNpmInstall }) {
      calls.push(`function ${env} ${name} ${path} ${remoteNpmInstall}`);
    },
  },
};

describe('uploading the mini-program', () => {
  it('sends it, then the functions with open interfaces, whose permissions come with it', async () => {
    await uploadMiniprogram(ci, WISHES, FUNCTIONS, tell);
    const open = ['account', 'organization', 'registration', 'review', 'clock'];
    expect(calls).toEqual([
      `pack ${resolve('miniprogram')}`,
      `upload wx0123456789abcdef 1.2.0 ${resolve('/keys/private.key')}`,
      ...open.map((name) => `function env-1 ${name} ${resolve('dist/cloudfunctions', name)} false`),
    ]);
    expect(told[0]).toBe('小程序 1.2.0 已上传（__FULL__ 512 KB）');
  });

  it.each([
    ['invalid ip: 1.2.3.4, reference: white list', 'IP 白名单'],
    ['getaddrinfo ENOTFOUND servicewechat.com', 'servicewechat.com'],
    ['check private key fail', '核对上传密钥文件和 AppID'],
  ])('says what to do when WeChat says: %s', async (message, advice) => {
    refusal = Object.assign(new Error(message), { code: 20003 });
    await expect(uploadMiniprogram(ci, WISHES, FUNCTIONS, tell)).rejects.toThrow(advice);
    expect(calls.filter((call) => call.startsWith('function'))).toEqual([]);
  });
});

describe('compiling without WeChat', () => {
  const pages = pagesOf(JSON.parse(readFileSync('miniprogram/app.json', 'utf8')) as AppJson);
  const filesOf = (page: string) =>
    ['js', 'wxml', 'json'].map((ending) => [`${page}.${ending}`, '{}']);

  it('asks nobody, and finds every page of every package', async () => {
    compiled = Object.fromEntries(pages.flatMap(filesOf)) as Record<string, string>;
    await compileMiniprogram(ci, pages, tell);
    expect(told[0]).toContain(`${pages.length} 个页面`);
    delete compiled[`${pages.at(-1)}.wxml`];
    await expect(compileMiniprogram(ci, pages, tell)).rejects.toThrow(`${pages.at(-1)}.wxml`);
  });

  it('refuses more than the 2 MB of a package', async () => {
    compiled = { big: 'x'.repeat(2 * 1024 * 1024 + 1) };
    await expect(compileMiniprogram(ci, [], tell)).rejects.toThrow('超过主包的 2 MB');
  });

  it('names pages of sub-packages with their root', () => {
    const app = { pages: ['pages/a'], subPackages: [{ root: 'more', pages: ['b/index'] }] };
    expect(pagesOf(app)).toEqual(['pages/a', 'more/b/index']);
  });
});
