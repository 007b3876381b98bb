/**
 * `npm run build`: cloud functions → dist/cloudfunctions, the worker bootstrap of the local function
 * host → dist/local, web console → dist/admin, mini-program in the browser → dist/phone. What is up to
 * date is skipped.
 */
import { buildPhone } from '../local/phone/build';
import { buildConsole } from './build/console';
import { buildFunctions } from './build/functions';
import { initialScript } from './build/script-size';
import { buildWorker } from './build/worker';

const [functions, worker, consoleBuilt, phone] = await Promise.all([
  buildFunctions(),
  buildWorker(),
  buildConsole(),
  buildPhone(),
]);
const built = [
  ...functions,
  ...(worker ? ['worker'] : []),
  ...(consoleBuilt ? ['console'] : []),
  ...(phone ? ['phone'] : []),
];
console.log(built.length > 0 ? `构建完成：${built.join('、')}` : '已是最新，无需构建。');

const kib = (pages: string[]) => Math.ceil(initialScript('dist/admin', pages) / 1024);
const [signIn, home, numbers] = [['sign-in'], ['app-shell', 'home'], ['app-shell', 'numbers']].map(
  kib,
);
console.log(
  `综合管理系统首次载入的脚本（gzip）：登录页 ${signIn} KiB，首页 ${home} KiB，团员编号分配 ${numbers} KiB；上限 350 KiB。`,
);
