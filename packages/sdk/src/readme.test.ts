import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { FurnishedPodpass } from "@podpass/testing";
import { expect, test } from "vitest";

const run = promisify(execFile);
const README = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const EXAMPLES = [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

test("the README's examples run as they are, but for where they run", async () => {
  await using podpass = await FurnishedPodpass.start({ role: "member" });
  await podpass.send("POST", "/api/v1/folders", {
    workspaceId: podpass.projectId,
    environment: "dev",
    name: "checkout",
  });
  await podpass.setSecret("DB_URL", "postgres://db");
  const code = EXAMPLES.join("\n")
    .replace("@podpass/sdk", join(import.meta.dirname, "index.ts"))
    .replace("https://podpass.example.com", podpass.url)
    .replace(/identityId: "[^"]+"/, `identityId: "${podpass.identityId}", tokenPath: "${podpass.tokenPath}"`)
    .replace("60_000", "1_000");
  const file = join(podpass.folder, "example.ts");
  writeFileSync(file, code);
  const { stdout } = await run(process.execPath, [file]);
  expect(stdout.split("\n")).toEqual(["DB_URL", "0 secrets", ""]);
});
