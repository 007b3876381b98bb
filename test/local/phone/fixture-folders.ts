import type { PhoneFolders } from '../../../local/phone/build/folders';

/** A small app that uses all that a phone has to supply. */
export const FIXTURE: PhoneFolders = { app: 'test/local/phone/fixture', out: 'dist/test/phone' };
