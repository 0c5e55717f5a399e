import { type RunnerTestCase, TestRunner } from "vitest";

/** Vitest's runner, which repeats each test without the places that it came by. */
export default class RepeatingRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test);
    let first: unknown;
    const failure = await globalThis.podpassPlaces?.repeat(`${test.file.name}: ${test.fullTestName}`, async () => {
      try {
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
