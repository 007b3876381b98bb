import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DeployError } from './deploy-error';

const nameIn = (wanted: string): string => wanted.slice(0, wanted.lastIndexOf('@'));

/**
 * Loads a package that is installed for deployments only; `wanted` is its name with the version,
 * `name@1.2.3`. Throws a DeployError that tells how to install it.
 */
export function loadPackage<Loaded>(wanted: string, from = process.cwd()): Loaded {
  const require = createRequire(join(from, 'package.json'));
  try {
    return require(nameIn(wanted)) as Loaded;
  } catch (error) {
    if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error;
    throw new DeployError(
      `还没有装 ${nameIn(wanted)}。请在项目目录执行：npm i --no-save ${wanted}\n（--no-save：不写进 package.json；以后 npm ci 会去掉它，部署前再装一次。）`,
    );
  }
}
