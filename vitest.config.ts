import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,test,e2e,torture,simulate,docs,web/src,scripts}/**/*.test.ts'],
    globalSetup: './test/global-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
