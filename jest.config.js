/** Tests run without a browser; test/e2e has its own runner (npm run e2e). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
  globalSetup: '<rootDir>/test/global-setup.ts',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(fastify|lmdb|mingo|bson)/)'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  testTimeout: 120000,
  // Each file leaves something behind: a process that runs them all gets slow long before it ends.
  workerIdleMemoryLimit: '1GB',
};
