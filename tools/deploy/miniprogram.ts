/**
 * `npm run deploy:miniprogram`: uploads the mini-program and, through WeChat, the functions with open interfaces,
 * see USAGE.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildFunctions } from '../build/functions';
import { declaredFunctions } from './declaration';
import { DeployError } from './deploy-error';
import { loadPackage } from './load-package';
import { MINIPROGRAM_CI, type MiniprogramCi } from './miniprogram-ci';
import { readSettings } from './read-settings';
import { type AppJson, compileMiniprogram, pagesOf, uploadMiniprogram } from './upload-miniprogram';

const USAGE = `用法：npm run deploy:miniprogram -- --appid wx… --key 上传密钥文件 --version 1.0.0 [--desc 说明] [--robot 1]
      npm run deploy:miniprogram -- --check     只编译，不连微信，不上传
环境 ID 取自 .env 或环境变量 TCB_ENV。
上传密钥：微信公众平台 → 管理 → 开发管理 → 开发设置 → 小程序代码上传 → 生成，并把本机 IP 加进白名单。`;

const OPTIONS = {
  appid: { type: 'string' },
  key: { type: 'string' },
  version: { type: 'string' },
  desc: { type: 'string', default: '' },
  robot: { type: 'string', default: '1' },
  check: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { appid, key, version, desc, robot, check } = parseArgs({ options: OPTIONS }).values;
  const tell = (line: string): void => console.log(line);
  if (check) {
    const app = JSON.parse(readFileSync('miniprogram/app.json', 'utf8')) as AppJson;
    return compileMiniprogram(loadPackage<MiniprogramCi>(MINIPROGRAM_CI), pagesOf(app), tell);
  }
  const { TCB_ENV: envId } = readSettings();
  if (!appid || !key || !version || !envId) throw new DeployError(USAGE);
  if (!/^wx[0-9a-f]{16}$/.test(appid)) {
    throw new DeployError(`AppID ${appid} 不对：应是 wx 加 16 位，见 微信公众平台 → 开发设置。`);
  }
  if (!existsSync(key)) throw new DeployError(`没有上传密钥文件 ${key}。\n\n${USAGE}`);
  const ci = loadPackage<MiniprogramCi>(MINIPROGRAM_CI);
  await buildFunctions();
  const functions = declaredFunctions('dist/cloudfunctions');
  const wishes = { appid, key, version, desc, robot: Number(robot), envId };
  return uploadMiniprogram(ci, wishes, functions, tell);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof DeployError ? error.message : error);
  process.exitCode = 1;
}
// The compiler's helpers would keep the process.
process.exit();
