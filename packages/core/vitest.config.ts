import { TIME_LIMITS } from "@podpass/testing/time-limits";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Making an embedded database to copy takes seconds: files that share a worker share it. No file keeps state.
    isolate: false,
    ...TIME_LIMITS,
  },
});
