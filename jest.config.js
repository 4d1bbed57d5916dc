import process from 'node:process';

/** Real PostgreSQL, real sockets, real Chromium: test/support/global-setup.ts starts what is shared. @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/support/compiled-once.mjs',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        // In a file of their own, which is read where something fails: with them a module is three times as long.
        sourceMaps: true,
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/data'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  reporters: ['default', '<rootDir>/test/support/skipped-reporter.mjs'],
  setupFilesAfterEnv: ['<rootDir>/test/support/second-chance.ts'],
  coverageProvider: 'v8',
  // One more than processors are promised: a good part of the tests waits for something.
  maxWorkers: 3,
  // Modules of a file that is over stay in a worker's memory with --experimental-vm-modules: it is renewed before it is full.
  workerIdleMemoryLimit: '1500MB',
  // Milliseconds: a worker takes its browser with it as it ends.
  workerGracefulExitTimeout: 15_000,
  // For what hangs. Two busy processors make everything five times slower than it is on a desk.
  testTimeout: process.env.CI ? 240_000 : 120_000,
};
