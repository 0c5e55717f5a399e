import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FurnishedPodpass } from "@podpass/testing";
import { Agent } from "./agent.ts";
import { expect, test } from "./fixtures.ts";

const PROMISE_MS = 2_000;

test("a secret changed in the dashboard reaches a file that the agent keeps within two seconds", async ({ page }) => {
  await using podpass = await FurnishedPodpass.start();
  const { url, folder, identityId, tokenPath, projectId, admin } = podpass;
  await podpass.setSecret("MODE", "calm");
  const [destination, config] = [join(folder, "app.env"), join(folder, "agent.yaml")];
  // JSON is YAML.
  const wanted = {
    url,
    login: { method: "kubernetes", identityId, tokenPath },
    project: projectId,
    environment: "dev",
    templates: [{ content: "MODE={{ MODE }}\n", destination }],
  };
  await writeFile(config, JSON.stringify(wanted));
  await using agent = new Agent(config);
  const file = () => expect.poll(() => readFile(destination, "utf8").catch(() => ""), { intervals: [10] });
  await file().toBe("MODE=calm\n");

  await page.request.post(`${url}/api/auth/sign-in/email`, { data: admin, headers: { origin: url } });
  await page.goto(`${url}/projects/${projectId}/secrets`);
  await page.getByRole("button", { name: "MODE", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "MODE" });
  // As the page and the disk tell it: between the two lies nothing of this test.
  await page.evaluate("addEventListener('click', () => { clickedAtMs = Date.now(); }, { capture: true })");
  for (const [value, version] of [
    ["brisk", 2],
    ["frantic", 3],
    ["calm again", 4],
  ] as const) {
    await sheet.getByRole("button", { name: "Change value" }).click();
    await sheet.getByLabel("Value", { exact: true }).fill(value);
    await sheet.getByRole("button", { name: "Save changes" }).click();
    await file().toBe(`MODE=${value}\n`);
    const tookMs = Math.round((await stat(destination)).mtimeMs - (await page.evaluate<number>("clickedAtMs")));
    test.info().annotations.push({ type: "from the click to the file", description: `${tookMs} ms` });
    process.stdout.write(`From the click on Save to the file: ${tookMs} ms\n`);
    expect(tookMs).toBeLessThan(PROMISE_MS);
    await expect(sheet.getByText(`version ${version}`)).toBeVisible();
  }
  const log = await agent.stop();
  for (const value of ["brisk", "frantic", "calm"]) expect(log).not.toContain(value);
});
