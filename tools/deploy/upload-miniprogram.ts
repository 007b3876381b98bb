import { resolve } from 'node:path';
import { DeployError } from './deploy-error';
import type { CiProject, MiniprogramCi } from './miniprogram-ci';
import type { FunctionDeclaration } from './port';

/** Most that WeChat takes for the main package, in bytes. */
const MOST_BYTES = 2 * 1024 * 1024;

/** What an upload needs; `robot` (1 to 30) is shown beside the version in WeChat's console. */
export interface UploadWishes {
  appid: string;
  /** File of the upload key. */
  key: string;
  version: string;
  desc: string;
  robot: number;
  /** Environment that the functions belong to. */
  envId: string;
}

/** Of app.json, what says which pages there are. */
export interface AppJson {
  pages: string[];
  subPackages?: Array<{ root: string; pages: string[] }>;
}

/** Paths of all pages, without ending. */
export const pagesOf = ({ pages, subPackages = [] }: AppJson): string[] => [
  ...pages,
  ...subPackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`)),
];

type Tell = (line: string) => void;

const IGNORES = ['node_modules/**/*'];

async function packPackages(ci: MiniprogramCi): Promise<void> {
  await ci.packNpmManually({
    packageJsonPath: resolve('package.json'),
    miniprogramNpmDistDir: resolve('miniprogram'),
  });
}

const uploadOf = (project: CiProject, version: string, desc: string, robot: number) => ({
  project,
  version,
  desc,
  setting: { useProjectConfig: true } as const,
  robot,
  onProgressUpdate: () => undefined,
});

const words = (error: unknown): string => {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string };
  return [code, message ?? String(error)].filter(Boolean).join(' ');
};

/** WeChat's refusals and what to do about them. */
function adviceOn(text: string): string {
  if (/ENOTFOUND|ECONN|ETIMEDOUT/.test(text)) return '检查本机能否访问 servicewechat.com。';
  if (/ip/i.test(text) && /white|invalid/i.test(text)) {
    return '把本机的出口 IP 加进 微信公众平台 → 开发管理 → 开发设置 → 小程序代码上传 的 IP 白名单。';
  }
  if (/key|sign/i.test(text)) return '核对上传密钥文件和 AppID 是不是同一个小程序的。';
  if (/env not found/.test(text)) return '核对 TCB_ENV：这个环境要属于这个小程序。';
  return '按原文处理后再运行一次，已上传的会被覆盖。';
}

async function attempt<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const text = words(error);
    throw new DeployError(`没有做成：${doing}\n微信说：${text}\n怎么办：${adviceOn(text)}`);
  }
}

/**
 * Uploads the mini-program, then once more, through WeChat, the functions that call its open interfaces:
 * only so do the permissions of their config.json come into force. Throws a DeployError at the first step
 * that WeChat refuses; everything may be run again.
 */
export async function uploadMiniprogram(
  ci: MiniprogramCi,
  { appid, key, version, desc, robot, envId }: UploadWishes,
  functions: readonly FunctionDeclaration[],
  tell: Tell,
): Promise<void> {
  await attempt('构建 npm', () => packPackages(ci));
  const project = new ci.Project({
    appid,
    type: 'miniProgram',
    projectPath: resolve('.'),
    privateKeyPath: resolve(key),
    ignores: IGNORES,
  });
  const { subPackageInfo = [] } = await attempt(`上传小程序 ${version}`, () =>
    ci.upload(uploadOf(project, version, desc, robot)),
  );
  const sizes = subPackageInfo.map(({ name, size }) => `${name} ${Math.round(size / 1024)} KB`);
  tell(`小程序 ${version} 已上传（${sizes.join('，')}）`);
  for (const { name, folder, openapi } of functions.filter((one) => one.openapi.length > 0)) {
    await attempt(`经微信上传云函数 ${name}`, () =>
      ci.cloud.uploadFunction({
        project,
        env: envId,
        name,
        path: resolve(folder),
        remoteNpmInstall: false,
      }),
    );
    tell(`云函数 ${name} 已上传，云调用权限 ${openapi.join('、')}（最多十分钟后生效）`);
  }
}

/**
 * Compiles the mini-program with WeChat's own compiler and sends nothing. `pages` are those of app.json.
 * Throws a DeployError when it does not compile, a page is missing or it is too large.
 */
export async function compileMiniprogram(
  ci: MiniprogramCi,
  pages: readonly string[],
  tell: Tell,
): Promise<void> {
  await attempt('构建 npm', () => packPackages(ci));
  const project = new ci.Project({
    appid: 'wx0000000000000000',
    type: 'miniProgram',
    projectPath: resolve('.'),
    privateKey: 'none',
    ignores: IGNORES,
  });
  // The compiler asks WeChat for the limits of the account; those of a plain account are the strictest.
  project.attr = () => Promise.resolve(ci.DefaultProjectAttr);
  const files = await attempt('编译小程序', () =>
    ci.getCompiledResult(uploadOf(project, '0.0.0', 'check', 1)),
  );
  const missing = pages.flatMap((page) =>
    ['js', 'wxml', 'json'].map((ending) => `${page}.${ending}`).filter((file) => !(file in files)),
  );
  if (missing.length > 0) throw new DeployError(`编译结果里缺少：${missing.join('、')}`);
  const bytes = Object.values(files).reduce((sum, file) => sum + Buffer.byteLength(file), 0);
  const size = `${(bytes / 1024).toFixed(0)} KB`;
  if (bytes > MOST_BYTES) throw new DeployError(`小程序有 ${size}，超过主包的 2 MB。`);
  tell(
    `编译通过：${Object.keys(files).length} 个文件，${size}（主包上限 2 MB），${pages.length} 个页面。`,
  );
}
