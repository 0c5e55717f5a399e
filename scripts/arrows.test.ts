import { execFile } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** A file that must not be, and the rule that must say so. */
const VIOLATIONS: readonly { file: string; code: string; rule: string }[] = [
  { rule: "arrows-of-packages-core", file: "packages/core/src/v1.ts", code: 'import "../../../apps/api/src/v.ts";' },
  { rule: "arrows-of-packages-core", file: "packages/core/src/v2.ts", code: 'import "@podpass/testing";' },
  {
    rule: "arrows-of-packages-testing",
    file: "packages/testing/src/v.ts",
    code: 'import "../../../apps/api/src/v.ts";',
  },
  { rule: "arrows-of-prisma", file: "prisma/src/v.ts", code: 'import "../../packages/core/src/index.ts";' },
  { rule: "arrows-of-apps-web", file: "apps/web/src/v1.ts", code: 'import "../../../packages/core/src/index.ts";' },
  { rule: "arrows-of-scripts", file: "scripts/v.ts", code: 'import "../apps/api/src/v.ts";' },
  { rule: "arrows-of-e2e", file: "e2e/v.ts", code: 'import "../apps/api/src/v.ts";' },
  { rule: "packages-by-name-only", file: "packages/core/src/v3.ts", code: 'import "../../contracts/src/index.ts";' },
  {
    rule: "packages-by-name-only",
    file: "apps/web/src/v2.ts",
    code: 'import "../../../packages/contracts/src/index.ts";',
  },
  { rule: "resolvable", file: "packages/core/src/v4.ts", code: 'import "@podpass/contracts/src/index.ts";' },
  { rule: "web-takes-only-the-router-type", file: "apps/web/src/v3.ts", code: 'import "@podpass/api/router";' },
  { rule: "arrows-of-apps-web", file: "apps/web/src/v4.ts", code: 'import type { V } from "../../api/src/v.ts";' },
  { rule: "api-opens-the-database-in-one-place", file: "apps/api/src/v.ts", code: 'import "@podpass/prisma";' },
  { rule: "api-opens-the-database-in-one-place", file: "apps/api/src/auth/v.ts", code: 'import "@podpass/prisma";' },
  { rule: "contracts-stay-browser-safe", file: "packages/contracts/src/v1.ts", code: 'import "node:fs";' },
  {
    rule: "arrows-of-packages-contracts",
    file: "packages/contracts/src/v2.ts",
    code: 'import "../../core/src/index.ts";',
  },
  { rule: "the-sdk-stands-alone", file: "packages/sdk/src/v1.ts", code: 'import "zod";' },
  { rule: "arrows-of-packages-sdk", file: "packages/sdk/src/v2.ts", code: 'import "../../contracts/src/index.ts";' },
  { rule: "arrows-of-packages-agent", file: "packages/agent/src/v.ts", code: 'import "../../core/src/index.ts";' },
  { rule: "core-knows-no-transport", file: "packages/core/src/v5.ts", code: 'import "fastify";' },
  { rule: "core-knows-no-transport", file: "packages/core/src/v6.ts", code: 'import "@trpc/server";' },
  { rule: "core-knows-no-transport", file: "packages/core/src/v7.ts", code: 'import type { FC } from "react";' },
  { rule: "only-repositories-know-the-database", file: "packages/core/src/v8.ts", code: 'import "@podpass/prisma";' },
  { rule: "features-stand-alone", file: "apps/web/src/features/v/a.ts", code: 'import "../w/b.ts";' },
  { rule: "shared-ui-knows-no-feature", file: "apps/web/src/components/v.ts", code: 'import "../features/w/b.ts";' },
  { rule: "no-tests-in-products", file: "packages/core/src/v9.ts", code: 'import "./w.test.ts";' },
  { rule: "no-tests-in-products", file: "apps/api/src/v2.ts", code: 'import "./testing/v.ts";' },
  { rule: "no-tests-in-products", file: "apps/api/src/v3.ts", code: 'import "./authorization-walk/v.ts";' },
  { rule: "no-cycles", file: "packages/core/src/cycle-a.ts", code: 'import "./cycle-b.ts";' },
];

/** Files that every rule must let pass. */
const FINE: Readonly<Record<string, string>> = {
  "apps/api/src/container.ts": 'import "@podpass/prisma";\nimport "@podpass/core";\nimport "@podpass/contracts";',
  "apps/api/src/testing/v.ts": "export {};",
  "apps/api/src/authorization-walk/v.ts": 'import "../testing/v.ts";\nimport "@podpass/testing";',
  "apps/api/src/trpc/router.ts": "export type AppRouter = object;",
  "apps/web/src/components/fine.ts":
    'import type { AppRouter } from "@podpass/api/router";\nimport "@podpass/contracts";',
  "apps/web/src/features/w/b.ts": 'import "../../components/fine.ts";',
  "packages/contracts/src/index.ts": 'import "zod";\nimport "@casl/ability";',
  "packages/core/src/index.ts": 'import type { Other } from "./other.ts";',
  "packages/core/src/other.ts": 'import "./index.ts";',
  "packages/core/src/w.repository.ts": 'import "@podpass/prisma";\nimport "@podpass/contracts";',
  "packages/core/src/w.test.ts": 'import "@podpass/testing";\nimport "@podpass/prisma";\nimport "vitest";',
  "packages/testing/src/index.ts": "export {};",
  "packages/sdk/src/index.ts": 'import "node:fs";',
  "packages/agent/src/fine.ts": 'import "@podpass/sdk";\nimport "zod";',
  "prisma/src/index.ts": 'import "node:fs";',
};

interface Violation {
  from: string;
  rule: { name: string };
}

describe("the arrows between packages", () => {
  let workspace: string;
  let violations: Violation[];

  beforeAll(async () => {
    workspace = mkdtempSync(join(tmpdir(), "podpass-arrows-"));
    layOut(workspace);
    const cycle = { "packages/core/src/cycle-b.ts": 'import "./cycle-a.ts";' };
    const files = { ...FINE, ...cycle, ...Object.fromEntries(VIOLATIONS.map(({ file, code }) => [file, code])) };
    for (const [file, code] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, file)), { recursive: true });
      writeFileSync(join(workspace, file), `${code}\n`);
    }
    violations = await cruise(workspace);
  });
  afterAll(() => rmSync(workspace, { recursive: true }));

  test.each(VIOLATIONS)("$rule stops $file: $code", ({ file, rule }) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });

  test.each(Object.keys(FINE))("let %s pass", (file) => {
    expect(rulesBrokenBy(file)).toEqual([]);
  });

  test("keep the environment out of core", async () => {
    const file = "packages/core/src/environment.ts";
    writeFileSync(join(workspace, file), "export const url = process.env.DATABASE_URL;\n");
    const output = await run(join(root, "node_modules/@biomejs/biome/bin/biome"), ["lint", file], workspace);
    expect(output).toContain("lint/style/noProcessEnv");
  });

  const rulesBrokenBy = (file: string) => violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
});

/** A workspace with our manifests, installed packages and rules, and none of our code. */
function layOut(workspace: string): void {
  for (const file of [".dependency-cruiser.mjs", "biome.jsonc", ".gitignore", "package.json"]) {
    cpSync(join(root, file), join(workspace, file));
  }
  symlinkSync(join(root, "node_modules"), join(workspace, "node_modules"));
  for (const manifest of globSync(["{apps,packages}/*/package.json", "{prisma,e2e}/package.json"], { cwd: root })) {
    cpSync(join(root, manifest), join(workspace, manifest));
    // Links to our own packages are relative, so the copies of them lead to this workspace.
    const modules = join(dirname(manifest), "node_modules");
    const filter = (source: string) => !source.includes(".bin") && !source.includes(".vite");
    cpSync(join(root, modules), join(workspace, modules), { recursive: true, verbatimSymlinks: true, filter });
  }
}

async function cruise(workspace: string): Promise<Violation[]> {
  const cli = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const folders = ["apps", "packages", "prisma", "e2e", "scripts"];
  const report = await run(
    cli,
    ["--config", ".dependency-cruiser.mjs", "--output-type", "json", ...folders],
    workspace,
  );
  return JSON.parse(report).summary.violations;
}

/** What a program of node_modules prints, whatever its verdict. */
function run(cli: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd, maxBuffer: 2 ** 26 }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}
