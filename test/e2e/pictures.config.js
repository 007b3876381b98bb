import walks from './jest.config.js';

/** Pictures of every screen for docs/pictures, each checked before it is taken: `npm run pictures`. */
export default {
  ...walks,
  testMatch: ['<rootDir>/test/e2e/**/*pictures.test.ts'],
  testPathIgnorePatterns: [],
};
