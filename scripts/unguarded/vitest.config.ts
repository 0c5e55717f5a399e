import { join, relative } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { root } from "../test/run-program.ts";
import { withPlaces } from "./places.ts";

/** `apps/api` for the authorization walk, `packages/core` for tests of use-cases. */
const { PODPASS_TESTS_OF = "packages/core" } = process.env;
const WALK = "apps/api/src/authorization-walk/checks.ts";
const CACHE = "packages/core/src/shared/change-cache.ts";

/** The walk repeats each of its checks within a test, which takes that much longer, and so does what it leaves behind. */
const WALKING = { hookTimeout: 1_800_000, testTimeout: 1_800_000 };
/** Other tests are repeated as a whole, each time on the clock. */
const REPEATING = {
  runner: join(root, "scripts", "unguarded", "runner.ts"),
  hookTimeout: 90_000,
  testTimeout: 60_000,
};

/** What misses many places at little cost goes first, and spares the rest the trouble. */
class CheapestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      Number(!/(?:tenant-scopes|who-may-\w+)\.test\.ts$/.test(moduleId));
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** Tests over use-cases whose places can be left out while they run. */
export default defineConfig({
  plugins: [
    {
      name: "unguarded",
      enforce: "pre",
      transform(code, id) {
        const file = relative(root, id.split("?")[0] ?? "");
        if (file === WALK) {
          return `import { expect } from "vitest";
            export const findSurprises = (checks) =>
              globalThis.podpassPlaces.findSurprises(checks, expect.getState().currentTestName);`;
        }
        // What was read without a place is not to be answered from memory with it.
        if (file === CACHE) return code.replaceAll("changes.isCurrent()", "false");
        return file.startsWith("packages/core/src/") ? withPlaces(file, code).code : undefined;
      },
    },
  ],
  test: {
    root: join(root, PODPASS_TESTS_OF),
    globalSetup: join(root, "packages", "testing", "src", "vitest", "global-setup.ts"),
    setupFiles: join(root, "scripts", "unguarded", "setup.ts"),
    ...(PODPASS_TESTS_OF === "apps/api" ? WALKING : REPEATING),
    isolate: false,
    maxWorkers: 1,
    sequence: { sequencer: CheapestFirst },
    // The code is another one with its places.
    fsModuleCache: false,
  },
});
