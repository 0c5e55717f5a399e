import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const AGENT = join(import.meta.dirname, "..");
const ROOT = join(AGENT, "../..");

/** Uses the client by its types alone: that it compiles is the test. */
const PROGRAM = `
import { PodpassClient, type Secret } from "@podpass/sdk";
const podpass = new PodpassClient({ url: "https://podpass.example.com", login: { method: "token", accessToken: "" } });
export const keys: Promise<string[]> = podpass.secrets
  .list({ projectSlug: "shop", environment: "dev" })
  .then((secrets: Secret[]) => secrets.map(({ key }) => key));
// @ts-expect-error No such login method.
new PodpassClient({ url: "", login: { method: "none" } });
`;

describe("what is packed of the SDK and the command, installed where nothing else is and without a network", () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "podpass-packed-"));
    const own = ["--filter", "@podpass/sdk", "--filter", "@podpass/agent", "pack", "--pack-destination", folder];
    await run(join(ROOT, "node_modules/.bin/pnpm"), own, { cwd: ROOT });
    // What the command depends on comes from a registry elsewhere: here from the folder it is installed in.
    for (const name of ["zod", "yaml"]) {
      const parent = dirname(realpathSync(join(AGENT, "node_modules", name)));
      // pnpm links files of the same content to each other, and npm unpacks no links.
      await run("tar", ["--hard-dereference", "-czf", join(folder, `${name}.tgz`), "-C", parent, name]);
    }
    const packed = readdirSync(folder).map((file) => `./${file}`);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    await run("npm", ["install", "--offline", "--cache", join(folder, "cache"), "--no-audit", "--no-fund", ...packed], {
      cwd: folder,
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("the SDK is imported by plain JavaScript", async () => {
    const script = 'import { PodpassClient } from "@podpass/sdk"; console.log(typeof PodpassClient)';
    writeFileSync(join(folder, "plain.mjs"), script);
    expect((await run(process.execPath, ["plain.mjs"], { cwd: folder })).stdout).toBe("function\n");
  });

  test("the SDK's types are found, and refuse what is wrong", async () => {
    writeFileSync(join(folder, "program.ts"), PROGRAM);
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--skipLibCheck", "false", "--module", "nodenext", "--types", ""];
    await run(process.execPath, [tsc, ...options, "program.ts"], { cwd: folder });
  });

  test("the command says what it is for", async () => {
    const { stdout } = await run(join(folder, "node_modules/.bin/podpass"), ["--help"], { cwd: folder });
    expect(stdout).toContain("Usage: podpass COMMAND");
  });
});
