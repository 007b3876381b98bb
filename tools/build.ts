/**
 * `npm run build`: cloud functions → dist/cloudfunctions, the worker bootstrap of the local function
 * host → dist/local, web console → dist/admin. What is up to date is skipped.
 */
import { buildConsole } from './build/console';
import { buildFunctions } from './build/functions';
import { buildWorker } from './build/worker';

const [functions, worker, consoleBuilt] = await Promise.all([
  buildFunctions(),
  buildWorker(),
  buildConsole(),
]);
const built = [...functions, ...(worker ? ['worker'] : []), ...(consoleBuilt ? ['console'] : [])];
console.log(built.length > 0 ? `构建完成：${built.join('、')}` : '已是最新，无需构建。');
