/**
 * `npm run deploy:check`: builds the functions and checks what would be deployed: size, contents, and one call each
 * on the versions of Node that the cloud offers.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from '../build/functions';
import { callBundles } from './call-bundles';
import { checkBundle } from './check-bundle';
import { declaredFunctions } from './declaration';
import { DeployError } from './deploy-error';

const FOLDER = 'dist/cloudfunctions';

/** What the cloud offers and the bundles are built for. */
const NODES = [16, 18, 20];

async function main(): Promise<boolean> {
  await buildFunctions();
  const names = declaredFunctions(FOLDER).map(({ name }) => name);
  let isSound = true;
  for (const name of names) {
    const problems = checkBundle(join(FOLDER, name));
    const size = (statSync(join(FOLDER, name, 'index.js')).size / 1024 / 1024).toFixed(1);
    console.log(`${name.padEnd(13)} ${size} MB  ${problems.join('；') || '没有问题'}`);
    isSound &&= problems.length === 0;
  }
  console.log(`\n各调用一次（Node ${NODES.join('、')}，本机数据库）：`);
  for (const one of await callBundles(names, NODES)) {
    const times = `启动 ${one.loadMs} ms，调用 ${one.callMs} ms`;
    console.log(`${one.function.padEnd(13)} Node ${one.node.padEnd(9)} ${one.problem ?? times}`);
    isSound &&= one.problem === null;
  }
  return isSound;
}

try {
  const isSound = await main();
  console.log(isSound ? '\n检查通过。' : '\n有问题，先不要部署。');
  process.exitCode = isSound ? 0 : 1;
} catch (error) {
  console.error(error instanceof DeployError ? error.message : error);
  process.exitCode = 1;
}
