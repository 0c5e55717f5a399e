import type { Page } from "@playwright/test";
import { AuthenticatorApp, type PodpassServer } from "@podpass/testing";
import { ADMIN, expect, test } from "./fixtures.ts";
import { rest } from "./rest.ts";

const NEW_PASSWORD = "a new and very long password";

async function setUp({ url }: PodpassServer): Promise<void> {
  await rest(url, "POST", "/api/v1/admin/bootstrap", { body: { ...ADMIN, organization: "Acme" } });
}

/** Signs in on the page itself, which then shows the account. */
async function signIn(page: Page, { url }: PodpassServer, password = ADMIN.password): Promise<void> {
  await page.goto(`${url}/sign-in?redirect=/account`);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(signInHeading(page)).toBeVisible();
}

const accountHeading = (page: Page) => page.getByRole("heading", { level: 1, name: "Account" });
const signInHeading = (page: Page) => page.getByRole("heading", { level: 1, name: "Sign in" });

test("a person changes their password, and is signed out of the other browser", async ({
  browser,
  emptyServer,
  expectAccessible,
  page,
}) => {
  await setUp(emptyServer);
  const otherPage = await (await browser.newContext()).newPage();
  await signIn(otherPage, emptyServer);
  await expect(accountHeading(otherPage)).toBeVisible();

  await signIn(page, emptyServer);
  await expect(accountHeading(page)).toBeVisible();
  await page.goto(`${emptyServer.url}/projects`);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Account" }).click();
  await expect(accountHeading(page)).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("Current password").fill("not the password");
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Must be at least 12 characters")).toBeVisible();
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Is not your current password")).toBeVisible();
  await page.getByLabel("Current password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed")).toBeVisible();

  await otherPage.reload();
  await expect(signInHeading(otherPage)).toBeVisible();
  await signIn(otherPage, emptyServer);
  await expect(otherPage.getByRole("alert")).toContainText("E-mail or password is wrong");
  await signIn(otherPage, emptyServer, NEW_PASSWORD);
  await expect(accountHeading(otherPage)).toBeVisible();
});

test("a person sees where they are signed in, and ends one session and then all", async ({
  browser,
  emptyServer,
  expectAccessible,
  page,
}) => {
  await setUp(emptyServer);
  const otherPage = await (await browser.newContext({ userAgent: "Mozilla/5.0 (X11; Linux) Firefox/133.0" })).newPage();
  await signIn(otherPage, emptyServer);
  await expect(accountHeading(otherPage)).toBeVisible();
  await signIn(page, emptyServer);

  const rows = page.getByRole("table", { name: "Sessions" }).getByRole("row");
  await expect(rows.filter({ hasText: "This one" })).toContainText("127.0.0.1");
  await rows
    .filter({ hasText: "Firefox on Linux" })
    .getByRole("button", { name: /^Revoke/ })
    .click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Revoke session" }).click();
  // While it asks, the rest of the page is hidden from roles.
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(rows.filter({ hasText: "Firefox on Linux" })).toHaveCount(0);
  await otherPage.reload();
  await expect(signInHeading(otherPage)).toBeVisible();

  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(signInHeading(page)).toBeVisible();
  await page.goto(`${emptyServer.url}/account`);
  await expect(signInHeading(page)).toBeVisible();
});

test("a person sets up a second factor, signs in with it and with a recovery code, and disables it", async ({
  emptyServer,
  expectAccessible,
  page,
}) => {
  await setUp(emptyServer);
  await signIn(page, emptyServer);
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByLabel("Your password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  await expectAccessible(page);
  const key = page.getByRole("dialog").locator("code");
  const app = new AuthenticatorApp((await key.textContent()) ?? "");
  await page.getByLabel("Code", { exact: true }).fill(app.code(new Date()));
  await page.getByRole("button", { name: "Enable" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  await expectAccessible(page);
  const recoveryCode = (await codes.first().textContent()) ?? "";
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();

  await signOut(page);
  await signIn(page, emptyServer);
  await expect(page.getByRole("heading", { level: 1, name: "Second step" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("The code is not right");
  // The next step's code: the present one enabled it, and is taken once.
  await page.getByLabel("Code", { exact: true }).fill(app.code(new Date(Date.now() + 30_000)));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(accountHeading(page)).toBeVisible();

  await signOut(page);
  await signIn(page, emptyServer);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recoveryCode);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("9 recovery codes left")).toBeVisible();

  await page.getByRole("button", { name: "Disable" }).click();
  await page.getByLabel("Your password").fill(ADMIN.password);
  await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("Not enabled")).toBeVisible();
});
