import { defineConfig } from "@playwright/test";

/** The machine's own Chromium; the test command says where it is. */
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  // Limits end what hangs; they are far above what a step needs on a machine that is busy with other work.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  workers: 2,
  forbidOnly: true,
  use: {
    actionTimeout: 30_000,
    viewport: { width: 1280, height: 860 },
    // A colour half-way through a fade has a contrast of its own, and a message may begin to fade while axe looks.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
