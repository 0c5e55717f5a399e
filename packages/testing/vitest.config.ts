import { defineConfig } from "vitest/config";
import { TIME_LIMITS } from "./src/time-limits.ts";

/** For a run in this folder alone; the root configuration gives the same times to a run of everything. */
export default defineConfig({
  test: TIME_LIMITS,
});
