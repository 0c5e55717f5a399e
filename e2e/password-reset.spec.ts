import { MailServer } from "@podpass/testing";
import { ADMIN, expect, test, withServer } from "./fixtures.ts";
import { rest } from "./rest.ts";

const NEW_PASSWORD = "a new and very long password";

test("who forgot their password chooses a new one by the link in their mail", async ({ expectAccessible, page }) => {
  await using mail = await MailServer.start({ security: "none" });
  const env = {
    SMTP_HOST: "127.0.0.1",
    SMTP_PORT: String(mail.port),
    SMTP_SECURITY: "none",
    SMTP_FROM: "Podpass <podpass@example.com>",
  };
  await withServer(async ({ url }) => {
    await rest(url, "POST", "/api/v1/admin/bootstrap", { body: { ...ADMIN, organization: "Acme" } });
    await page.goto(`${url}/sign-in`);
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Forgot your password?" })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("E-mail").fill("ada");
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await expect(page.getByText("Must be an e-mail address")).toBeVisible();
    await page.getByLabel("E-mail").fill(ADMIN.email);
    await page.getByLabel("E-mail").press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Look into your mail" })).toBeVisible();
    await expectAccessible(page);

    await expect.poll(() => mail.mails.length).toBe(1);
    // Long lines are broken on the way (RFC 2045 section 6.7).
    const text = (mail.mails[0]?.source ?? "").replace(/=\r\n/g, "");
    await page.goto(/http:\S+\/reset-password#\S+/.exec(text)?.[0] ?? "");
    await page.getByLabel("New password").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Set password" }).click();
    await page.getByRole("link", { name: "Go to sign-in" }).click();
    await page.getByLabel("E-mail").fill(ADMIN.email);
    await page.getByLabel("Password").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("button", { name: "Account" })).toBeVisible();
  }, env);
});

test("a server without mail says whom to ask instead", async ({ expectAccessible, page, world }) => {
  await page.goto(`${world.url}/forgot-password`);
  await expect(page.getByText("npm run user:reset-password -- EMAIL")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveCount(0);
  await expectAccessible(page);
});
