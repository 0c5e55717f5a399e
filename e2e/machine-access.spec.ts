import { expect, test } from "./fixtures.ts";
import { rest } from "./rest.ts";

test("machine access that is disabled refuses every token until it is enabled, and people stay signed in", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const use = async () =>
    (await rest(world.url, "GET", "/api/v1/identities/details", { token: world.admin.token })).status;
  await page.goto(`${world.url}/settings`);
  const card = page.getByRole("region", { name: "Machine access" });
  await card.getByRole("button", { name: "Disable machine access" }).click();
  const question = page.getByRole("alertdialog", { name: "Disable machine access?" });
  await question.getByRole("button", { name: "Disable machine access" }).click();
  await expect(question.getByText("Type Acme to confirm.")).toBeVisible();
  await expectAccessible(page);
  expect(await use()).toBe(200);
  await question.getByRole("textbox").fill("Acme");
  await question.getByRole("button", { name: "Disable machine access" }).click();
  await expect(card).toContainText("every login and access token is refused");
  expect(await use()).toBe(401);
  await page.reload();
  await expect(card.getByText("Disabled", { exact: true })).toBeVisible();
  await expectAccessible(page);

  await card.getByRole("button", { name: "Enable machine access" }).click();
  await expect(card.getByText("Enabled", { exact: true })).toBeVisible();
  expect(await use()).toBe(200);
});
