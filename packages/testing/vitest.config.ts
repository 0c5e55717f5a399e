import { defineConfig } from "vitest/config";

/** For a run in this folder alone; the root configuration gives the same times to a run of everything. */
export default defineConfig({
  // Starting an API server takes ten seconds, twenty when the machine is busy.
  test: { hookTimeout: 90_000, testTimeout: 30_000 },
});
