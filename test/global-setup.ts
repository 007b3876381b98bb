import { buildFunctions } from '../tools/build/functions';
import { buildWorker } from '../tools/build/worker';
import { FIXTURES } from './local/functions/fixtures';

/** Tests run the very bundles that are deployed: builds what is stale, once, before all of them. */
export default async function globalSetup(): Promise<void> {
  await Promise.all([buildFunctions(), buildFunctions(FIXTURES), buildWorker()]);
}
