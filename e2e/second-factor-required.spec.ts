import { AuthenticatorApp } from "@podpass/testing";
import { ask } from "./dashboard-api.ts";
import { ADMIN, expect, test } from "./fixtures.ts";
import { joinAs, signIn } from "./people.ts";
import { rest } from "./rest.ts";

const GRACE = { email: "grace@example.com", password: "correct horse battery staple", name: "Grace" };

test("an admin requires a second factor, and a user who has none is led to set one up", async ({
  browser,
  emptyServer: { url },
  expectAccessible,
  page,
}) => {
  await rest(url, "POST", "/api/v1/admin/bootstrap", { body: { ...ADMIN, organization: "Acme" } });
  await signIn(page.request, url, ADMIN);
  const grace = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await joinAs(page.request, grace.request, url, GRACE);
  await grace.goto(`${url}/projects`);

  await page.goto(`${url}/settings`);
  const card = page.getByRole("region", { name: "Second factor" });
  await expect(card).toContainText("Set up your own before you require it of others");
  const begun = await ask(page.request, url, "account.beginSecondFactor", { currentPassword: ADMIN.password });
  const code = new AuthenticatorApp(begun.secret).code(new Date());
  await ask(page.request, url, "account.confirmSecondFactor", { code });
  await page.reload();
  await card.getByRole("button", { name: "Require a second factor" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Require a second factor?" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Require a second factor" }).click();
  await expect(dialog).toBeHidden();
  await expect(card.getByText("Required", { exact: true })).toBeVisible();
  await expectAccessible(page);

  // Her page was open before: the next thing she asks for leads her on.
  const notice = grace.getByRole("region", { name: "Second factor required" });
  await grace.getByRole("link", { name: "Access Control" }).click();
  await expect(notice).toContainText("Acme requires a second factor");
  await grace.goto(`${url}/projects`);
  await expect(grace.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
  await expect(grace.getByRole("link", { name: "Access Control" })).toHaveCount(0);
  await expectAccessible(grace);

  await grace.getByRole("button", { name: "Set up" }).click();
  await grace.getByLabel("Your password").fill(GRACE.password);
  await grace.getByRole("button", { name: "Continue" }).click();
  const app = new AuthenticatorApp((await grace.getByRole("dialog").locator("code").textContent()) ?? "");
  await grace.getByLabel("Code", { exact: true }).fill(app.code(new Date()));
  await grace.getByRole("button", { name: "Enable" }).click();
  await grace.getByRole("button", { name: "I have kept them" }).click();
  await expect(notice).toBeHidden();
  await grace.getByRole("link", { name: "Access Control" }).click();
  await expect(grace.getByRole("heading", { level: 1, name: "Access Control" })).toBeVisible();
});
