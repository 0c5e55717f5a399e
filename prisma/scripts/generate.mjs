// Generates the Prisma client into src/generated without touching the network. The CLI would otherwise download a native
// schema engine that `generate` never runs, and look up newer versions of itself; naming any existing file as that engine
// and switching the look-up off prevents both.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const packageDir = path.resolve(import.meta.dirname, "..");
const cli = path.join(path.dirname(createRequire(import.meta.url).resolve("prisma/package.json")), "build/index.js");

rmSync(path.join(packageDir, "src/generated"), { recursive: true, force: true });
const { status, error } = spawnSync(
  process.execPath,
  [cli, "generate", "--schema", path.join(packageDir, "schema.prisma"), "--no-hints"],
  {
    cwd: packageDir,
    stdio: "inherit",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  },
);
if (error) throw error;
process.exit(status ?? 1);
