// Runs every test there is, or those whose path contains an argument, and ends with a line `N passed, N failed`.
import { startVitest, type TestModule } from 'vitest/node';

/** Tests that passed and failed; a file or suite that failed outside its tests counts as one more. */
function count(modules: TestModule[]): { passed: number; failed: number } {
  let passed = 0;
  let failed = 0;
  for (const module of modules) {
    if (module.errors().length > 0) failed++;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) failed++;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed++;
      else if (state !== 'skipped') failed++;
    }
  }
  return { passed, failed };
}

const vitest = await startVitest(process.argv.slice(2), { watch: false });
const { passed, failed } = count(vitest.state.getTestModules());
const unhandled = vitest.state.getUnhandledErrors().length;
await vitest.close();

// A setup that failed, or no test at all, leaves nothing to count and is a failure all the same.
const wentWrong = passed === 0 || Boolean(process.exitCode);
const failures = failed + unhandled || Number(wentWrong);
console.log(`${passed} passed, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;
