import { parseArgs } from 'node:util';
import { buildFunctions } from '../../tools/build/functions';
import { buildWorker } from '../../tools/build/worker';
import { sdkEnvironment } from './functions/environment';
import { startCloud } from './server';

/**
 * `npm run cloud -- --port N --data DIR`: database and functions alone, for any program that uses the
 * SDK. Prints one line of JSON: the environment variables that such a program needs.
 */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, data: { type: 'string', default: '.data' } },
});

try {
  await Promise.all([buildFunctions(), buildWorker()]);
  const cloud = await startCloud({
    port: Number(values.port),
    dataDir: values.data,
    strict: false,
    host: process.env.HOST,
  });
  const stop = (): void => {
    void cloud.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(JSON.stringify(sdkEnvironment(`${cloud.url}/admin`)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
