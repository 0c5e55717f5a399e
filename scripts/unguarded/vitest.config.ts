import { join, relative } from "node:path";
import { defineConfig } from "vitest/config";
import { root } from "../test/run-program.ts";
import { withPlaces } from "./places.ts";

/** `apps/api` for the authorization walk, `packages/core` for tests of use-cases. */
const { PODPASS_TESTS_OF = "packages/core" } = process.env;
const WALK = "apps/api/src/authorization-walk/checks.ts";
const CACHE = "packages/core/src/shared/change-cache.ts";

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
    ...(PODPASS_TESTS_OF === "packages/core" ? { runner: join(root, "scripts", "unguarded", "runner.ts") } : {}),
    isolate: false,
    maxWorkers: 1,
    // A check that is repeated for each place takes that much longer, and what it leaves behind as well.
    hookTimeout: 1_800_000,
    testTimeout: 1_800_000,
    // The code is another one with its places.
    fsModuleCache: false,
  },
});
