import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { withoutGuard } from "./guards.ts";

const root = join(import.meta.dirname, "..", "..");
/** `file:line` of the guard that is to be missing. */
const [file = "", line = ""] = (process.env.PODPASS_UNGUARDED ?? "").split(":");

/** The authorization walk over use-cases of which one does not ask. */
export default defineConfig({
  plugins: [
    {
      name: "unguarded",
      enforce: "pre",
      transform(code, id) {
        if (file === "" || id.split("?")[0] !== join(root, file)) return undefined;
        const lines = code.split("\n");
        const index = Number(line) - 1;
        return lines.with(index, withoutGuard(lines[index] ?? "")).join("\n");
      },
    },
  ],
  test: {
    root: join(root, "apps", "api"),
    include: ["src/authorization-walk/authorization-walk.test.ts"],
    globalSetup: join(root, "packages", "testing", "src", "vitest", "global-setup.ts"),
    hookTimeout: 90_000,
    testTimeout: 60_000,
    bail: 1,
    // The same file is another one for each guard.
    fsModuleCache: false,
  },
});
