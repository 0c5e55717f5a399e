import { expect, test } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { adminOf } from "./role-world.ts";

test("a client secret is shown once, listed by its prefix and limits, lets in, and lets nobody in once revoked", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const ask = adminOf(world);
  const body = { name: "Program", organizationId: world.organizationId, role: "no-access" };
  const { identity } = await ask<{ identity: { id: string } }>("POST", "/api/v1/identities", body);
  await page.goto(`${world.url}/access-control/identities/${identity.id}`);
  await page.getByRole("button", { name: "Add authentication method" }).click();
  await page.getByRole("menuitem", { name: "Universal Auth" }).click();
  const adding = page.getByRole("dialog", { name: "Add Universal Auth" });
  await adding.getByRole("button", { name: "Add Universal Auth" }).click();
  const method = page.getByRole("region", { name: "Universal Auth" });

  await method.getByRole("button", { name: "Create client secret" }).click();
  const form = page.getByRole("dialog", { name: "Create client secret" });
  await form.getByRole("textbox", { name: /^Description/ }).fill("On the old server");
  await form.getByRole("textbox", { name: "TTL" }).fill("soon");
  await form.getByLabel("Max Number of Uses").fill("5");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Create client secret" }).click();
  await expect(form.getByRole("textbox", { name: "TTL" })).toBeFocused();
  await form.getByRole("textbox", { name: "TTL" }).fill("73h");
  await form.getByRole("button", { name: "Create client secret" }).click();
  const shown = page.getByRole("alertdialog", { name: "Client secret created" });
  const clientSecret = (await shown.getByRole("code").textContent()) ?? "";
  await expect(shown).toContainText("It dies in 3 days");
  await expectAccessible(page);
  await shown.getByRole("button", { name: "Done" }).click();

  const row = method.getByRole("table", { name: "Client secrets" }).getByRole("row").nth(1);
  await expect(row).toContainText("On the old server");
  await expect(row).toContainText(`${clientSecret.slice(0, 8)}…`);
  await expect(row).toContainText("0 / 5");
  await expect(row).toContainText("in 3 days");
  const { identityUniversalAuth } = await ask<{ identityUniversalAuth: { clientId: string } }>(
    "GET",
    `/api/v1/auth/universal-auth/identities/${identity.id}`,
  );
  const { clientId } = identityUniversalAuth;
  const logIn = async () =>
    (await rest(world.url, "POST", "/api/v1/auth/universal-auth/login", { body: { clientId, clientSecret } })).status;
  expect(await logIn()).toBe(200);
  await page.reload();
  await expect(row).toContainText("1 / 5");
  await expect(page.getByText(clientSecret)).toHaveCount(0);

  await row.getByRole("button", { name: /^Revoke client secret/ }).click();
  const question = page.getByRole("alertdialog", { name: /^Revoke client secret/ });
  await expect(question).toContainText("Programs that log in with it are refused");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Revoke client secret" }).click();
  await expect(row).toContainText("Revoked");
  await expect(row.getByRole("button")).toHaveCount(0);
  expect(await logIn()).toBe(401);
});
