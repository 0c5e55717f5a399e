import { expect, test } from "./fixtures.ts";
import { seedProject } from "./seeded-project.ts";

test("an admin finds an event, opens it by its address, exports the log and checks that it is whole", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const { identityId } = await seedProject(world, "Audited");
  await page.goto(`${world.url}/audit-log`);
  await page.getByRole("searchbox", { name: "Name, id, address or request" }).fill(identityId);
  await page.getByRole("combobox", { name: "Filter by action" }).click();
  await page.getByRole("option", { name: "kubernetes_auth.attach" }).click();
  const row = page.getByRole("row", { name: /kubernetes_auth\.attach/ });
  await expect(row).toHaveCount(1);
  await row.getByRole("button", { name: "kubernetes_auth.attach" }).click();
  const sheet = page.getByRole("dialog", { name: "kubernetes_auth.attach" });
  await expect(sheet).toContainText(identityId);
  await expectAccessible(page);

  const address = page.url();
  await page.goto(`${world.url}/projects`);
  await page.goto(address);
  await expect(sheet).toContainText(identityId);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "JSON Lines" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^audit-log-.*\.jsonl$/);

  await page.getByRole("button", { name: "Check integrity" }).click();
  const dialog = page.getByRole("dialog", { name: "Integrity of the audit log" });
  await expect(dialog).toContainText("Nothing was altered or removed");
  await expectAccessible(page);
});
