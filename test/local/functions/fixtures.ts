/** Small functions for the tests of the function host; test/global-setup.ts builds them. */
export const FIXTURES = { source: 'test/local/functions/fixtures', out: 'dist/test/functions' };
