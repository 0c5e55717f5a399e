import { type RunnerTestCase, type RunnerTestSuite, TestRunner } from "vitest";

/** Vitest's runner, which repeats each test, with what goes before it, without the places that it came by. */
export default class RepeatingRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    const by = `${test.file.name}: ${test.fullTestName}`;
    if (!globalThis.podpassPlaces?.isOfUse(by)) return;
    const run = TestRunner.getTestFn(test);
    let first: unknown;
    let isAgain = false;
    const failure = await globalThis.podpassPlaces.repeat(by, async () => {
      try {
        // Vitest itself prepares the first time and tidies up after the last.
        if (isAgain) await prepareAgain(test);
        isAgain = true;
        await run();
        return null;
      } catch (error) {
        first ??= error;
        return String(error);
      }
    });
    if (failure !== null) throw first;
  }
}

async function prepareAgain(test: RunnerTestCase): Promise<void> {
  const suites = [test.file, ...suitesFrom(test.suite)];
  for (const suite of suites.toReversed()) {
    for (const hook of TestRunner.getSuiteHooks(suite).afterEach) await hook(test.context, suite);
  }
  for (const suite of suites) {
    for (const hook of TestRunner.getSuiteHooks(suite).beforeEach) await hook(test.context, suite);
  }
}

/** This suite and those around it, the outermost first. */
function suitesFrom(suite: RunnerTestSuite | undefined): RunnerTestSuite[] {
  return suite === undefined ? [] : [...suitesFrom(suite.suite), suite];
}
