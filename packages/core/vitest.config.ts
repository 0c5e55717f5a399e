import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Making an embedded database to copy takes seconds: files that share a worker share it. No file keeps state.
    isolate: false,
    hookTimeout: 90_000,
    testTimeout: 30_000,
  },
});
