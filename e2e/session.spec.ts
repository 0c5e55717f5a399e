import { ADMIN, expect, test } from "./fixtures.ts";

test("a person signs in, is brought back to the page they asked for, and signs out", async ({
  page,
  world,
  expectAccessible,
}) => {
  await page.goto(`${world.url}/audit-log`);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("E-mail or password is wrong");

  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();

  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.goto(`${world.url}/projects`);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
});

test("set-up is offered once: afterwards its page leads to sign-in", async ({ page, world }) => {
  await page.goto(`${world.url}/setup`);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
});
