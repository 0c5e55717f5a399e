import { globSync } from "node:fs";
import { TIME_LIMITS } from "@podpass/testing/time-limits";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** Everything that runs on Node alone. The dashboard is a project by its own Vite configuration. */
const folders = globSync(["apps/api", "packages/*", "prisma", "scripts"], { cwd: import.meta.dirname });

/** Their files keep nothing in module scope, so they share workers, and with them the embedded database to copy. */
const SHARING = ["apps/api", "packages/contracts", "packages/core"];

export default defineConfig({
  test: {
    projects: [...folders.map(projectIn), "apps/web"],
    globalSetup: "./packages/testing/src/vitest/global-setup.ts",
    // Even on two cores: half of a test's time is waiting for a database or an API server.
    maxWorkers: "100%",
    ...TIME_LIMITS,
  },
});

function projectIn(folder: string): TestProjectInlineConfiguration {
  const name = folder.replace(/^\w+\//, "");
  return { extends: true, root: folder, test: { name, isolate: !SHARING.includes(folder) } };
}
