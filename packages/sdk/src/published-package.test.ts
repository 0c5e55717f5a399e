import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import * as sources from "./index.ts";

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, "..");
const TSC = join(PACKAGE, "../../node_modules/typescript/bin/tsc");

test("what is published exports the same, with types and without dependencies", async () => {
  const folder = await mkdtemp(join(tmpdir(), "podpass-sdk-dist-"));
  try {
    await run(process.execPath, [TSC, "-p", join(PACKAGE, "tsconfig.build.json"), "--outDir", folder]);
    const built: object = await import(join(folder, "index.js"));
    expect(Object.keys(built).toSorted()).toEqual(Object.keys(sources).toSorted());
    expect(await readFile(join(folder, "index.d.ts"), "utf8")).toContain("PodpassClient");
    const manifest = JSON.parse(await readFile(join(PACKAGE, "package.json"), "utf8"));
    expect(manifest).not.toHaveProperty("dependencies");
    expect(manifest.publishConfig.exports["."]).toEqual({ types: "./dist/index.d.ts", default: "./dist/index.js" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
