import { defineConfig } from "vitest/config";
import { TIME_LIMITS } from "../testing/src/vitest/time-limits.ts";

export default defineConfig({
  test: {
    // Making an embedded database to copy takes seconds: files that share a worker share it. No file keeps state.
    isolate: false,
    ...TIME_LIMITS,
  },
});
