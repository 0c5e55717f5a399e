import type { Page } from "@playwright/test";
import { startFakeCluster } from "./cluster.ts";
import { expect, test } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { attachKubernetesAuth, createIdentity, use } from "./token-world.ts";

const POD = { namespace: "shop", name: "web" };

async function confirm(page: Page, title: RegExp, action: string): Promise<void> {
  const dialog = page.getByRole("alertdialog", { name: title });
  await dialog.getByRole("button", { name: action }).click();
  await expect(dialog).toBeHidden();
}

test("an admin finds a pod's token among all and revokes it: the pod's next request is refused", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  await using cluster = await startFakeCluster();
  const identityId = await createIdentity(world, "Revoked pod");
  await attachKubernetesAuth(world, cluster, { identityIds: [identityId], allowedNamespaces: "shop" });
  const jwt = await cluster.createPodJwt(POD);
  const logIn = async () => {
    const answer = await rest(world.url, "POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId, jwt } });
    return String(answer.body.accessToken);
  };
  const [first, second, third] = [await logIn(), await logIn(), await logIn()];
  expect(await use(world, third)).toBe(200);

  await page.goto(`${world.url}/access-control/access-tokens`);
  await page.getByLabel("Filter by namespace/name").fill("shop/web");
  const table = page.getByRole("table", { name: "Access tokens" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.getByRole("row").nth(1)).toContainText("9 of 10");
  await expect(table.getByRole("row").nth(1)).toContainText("127.0.0.1");
  await expectAccessible(page);

  await table
    .getByRole("button", { name: /^Actions for shop\/web/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await confirm(page, /Revoke this access token/, "Revoke");
  expect(await use(world, third)).toBe(401);
  expect(await use(world, second)).toBe(200);
  await expect(table.getByRole("row").nth(1)).toContainText("Revoked");

  await table.getByRole("link", { name: "Revoked pod" }).first().click();
  await expect(page.getByRole("link", { name: "Access tokens" }).last()).toBeVisible();
  await page.getByLabel("Filter by state").click();
  await page.getByRole("option", { name: "Live" }).click();
  await expect(page).toHaveURL(/state=live/);
  await expect(table.getByRole("row")).toHaveCount(3);
  await table.getByLabel("Select all on this page").click();
  await page.getByRole("button", { name: "Revoke 2 selected…" }).click();
  await confirm(page, /Revoke 2 access tokens/, "Revoke");
  await expect(page.getByText("No access token matches these filters.")).toBeVisible();
  for (const token of [first, second]) expect(await use(world, token)).toBe(401);

  const last = await logIn();
  await page.reload();
  await page.getByRole("button", { name: "Revoke all…" }).click();
  await expect(page.getByText("1 live token stops working now.")).toBeVisible();
  await confirm(page, /Revoke all/, "Revoke all");
  expect(await use(world, last)).toBe(401);
});

test("a token is listed with when it was made, used and from where, how long it lasts, and that it was renewed", async ({
  adminPage: page,
  world,
}) => {
  const identityId = await createIdentity(world, "Listed token");
  const method = `/api/v1/auth/token-auth/identities/${identityId}`;
  const admin = { token: world.admin.token };
  const policy = { accessTokenTTL: 7300, accessTokenMaxTTL: 180_000, accessTokenNumUsesLimit: 1500 };
  expect((await rest(world.url, "POST", method, { ...admin, body: policy })).status).toBe(200);
  const made = await rest(world.url, "POST", `${method}/tokens`, { ...admin, body: { name: "Nightly" } });
  const accessToken = String(made.body.accessToken);
  const table = page.getByRole("table", { name: "Access tokens" });
  const expectRow = async (texts: Record<string, RegExp>) => {
    await page.goto(`${world.url}/access-control/identities/${identityId}/access-tokens`);
    for (const [header, text] of Object.entries(texts)) {
      await expect(table.getByRole("columnheader", { name: header })).toBeVisible();
      const headers = await table.getByRole("columnheader").allTextContents();
      await expect(table.getByRole("row").nth(1).getByRole("cell").nth(headers.indexOf(header))).toHaveText(text);
    }
  };

  const created = { Created: /^(just now|\d minutes? ago)$/, Expires: /^in 2 hoursat the latest in 2 days$/ };
  await expectRow({ ...created, "Last used": /^never$/, "Uses left": /^1,500 of 1,500$/, Renewals: /^0$/ });
  expect(await use(world, accessToken)).toBe(200);
  expect((await rest(world.url, "POST", "/api/v1/auth/token/renew", { body: { accessToken } })).status).toBe(200);
  await expectRow({
    ...created,
    "Last used": /^(just now|\d minutes? ago)from 127\.0\.0\.1$/,
    "Uses left": /^1,499 of 1,500$/,
    Renewals: /^1last (just now|\d minutes? ago)$/,
  });
});

test("a list of more than a page is walked there and back, and its address holds the place", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const identityId = await createIdentity(world, "Many tokens");
  const method = `/api/v1/auth/token-auth/identities/${identityId}`;
  const token = world.admin.token;
  await rest(world.url, "POST", method, { token, body: {} });
  // A page holds 50.
  for (let number = 1; number <= 53; number++) {
    const made = await rest(world.url, "POST", `${method}/tokens`, { token, body: { name: `Token ${number}.` } });
    expect(made.status).toBe(200);
  }
  await page.goto(`${world.url}/access-control/identities/${identityId}/access-tokens`);
  const rows = page.getByRole("table", { name: "Access tokens" }).getByRole("row");
  const pages = page.getByRole("navigation", { name: "Pages" });
  const [next, previous] = ["Next", "Previous"].map((name) => pages.getByRole("button", { name }));
  if (!next || !previous) throw new Error("Two names make two buttons");
  const expectPage = async (number: number, count: number, newest: string) => {
    await expect(pages).toContainText(`Page ${number}. Newest first.`);
    await expect(rows).toHaveCount(count + 1);
    await expect(rows.nth(1)).toContainText(newest);
  };

  await expectPage(1, 50, "Token 53.");
  await expect(previous).toBeDisabled();
  // Nothing pretends to sort them all, or to revoke what is not in sight.
  await expect(page.getByRole("columnheader").getByRole("button")).toHaveCount(0);
  const revoke = page.getByRole("button", { name: "Revoke 50 selected on this page…" });
  await page.getByLabel("Select all on this page").click();
  await expect(revoke).toBeVisible();
  await next.click();
  await expectPage(2, 3, "Token 3.");
  await expect(revoke).toBeHidden();
  await expect(next).toBeDisabled();
  await expectAccessible(page);
  await page.reload();
  await expectPage(2, 3, "Token 3.");
  await page.goBack();
  await expectPage(1, 50, "Token 53.");
  await page.goForward();
  await expectPage(2, 3, "Token 3.");
  await previous.click();
  await expectPage(1, 50, "Token 53.");
});

test("an admin resets the lockout of a client ID", async ({ adminPage: page, world, expectAccessible }) => {
  const identityId = await createIdentity(world, "Locked out");
  const url = `/api/v1/auth/universal-auth/identities/${identityId}`;
  const token = world.admin.token;
  const attached = await rest(world.url, "POST", url, { body: {}, token });
  const { clientId } = attached.body.identityUniversalAuth as { clientId: string };
  const { clientSecret } = (await rest(world.url, "POST", `${url}/client-secrets`, { body: {}, token })).body;
  const logIn = async (secret: unknown) => {
    const body = { clientId, clientSecret: secret };
    return (await rest(world.url, "POST", "/api/v1/auth/universal-auth/login", { body })).status;
  };
  for (let wrong = 0; wrong < 3; wrong++) await logIn("wrong");
  expect(await logIn(clientSecret)).toBe(401);

  await page.goto(`${world.url}/access-control/identities/${identityId}`);
  const method = page.getByRole("region", { name: "Universal Auth" });
  await expect(method.getByText("Locked", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await method.getByRole("button", { name: "Reset lockout" }).click();
  await expect(method.getByText(/3 wrong client secrets in a row lock it for 5m/)).toBeVisible();
  expect(await logIn(clientSecret)).toBe(200);
});

test("an admin makes a token, hands it out, renames it, and ends it with a change of its settings", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const identityId = await createIdentity(world, "Pipeline");
  await page.goto(`${world.url}/access-control/identities/${identityId}`);
  await page.getByRole("button", { name: "Add authentication method" }).click();
  await page.getByRole("menuitem", { name: "Token Auth" }).click();
  await page.getByRole("dialog", { name: "Add Token Auth" }).getByRole("button", { name: "Add Token Auth" }).click();
  const method = page.getByRole("region", { name: "Token Auth" });
  await method.getByRole("button", { name: "Create access token" }).click();
  await page.getByRole("dialog", { name: "Create access token" }).getByLabel("Name").fill("CI");
  await page.getByRole("dialog").getByRole("button", { name: "Create access token" }).click();
  const shown = page.getByRole("alertdialog", { name: "Access token created" });
  const token = (await shown.getByRole("code").first().textContent()) ?? "";
  await expectAccessible(page);
  await shown.getByRole("button", { name: "Done" }).click();
  expect(await use(world, token)).toBe(200);

  await method.getByRole("link", { name: "Show those that were made" }).click();
  await page.getByRole("button", { name: /^Actions for CI/ }).click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await page.getByRole("dialog", { name: "Rename access token" }).getByLabel("Name").fill("CD");
  await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("table", { name: "Access tokens" })).toContainText("CD");

  await page.getByRole("link", { name: "Overview" }).click();
  await method.getByRole("button", { name: "Edit Token Auth" }).click();
  const sheet = page.getByRole("dialog", { name: "Edit Token Auth" });
  await sheet.getByRole("radio", { name: "Revoke 1 live token" }).click();
  await expectAccessible(page);
  await sheet.getByRole("button", { name: "Save changes" }).click();
  await expect(sheet).toBeHidden();
  expect(await use(world, token)).toBe(401);
});

test("an admin filters the organization's tokens by identity and revokes all of a namespace", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  await using cluster = await startFakeCluster();
  const [webId, workerId] = [
    await createIdentity(world, "Namespace web"),
    await createIdentity(world, "Namespace worker"),
  ];
  const logIn = async (identityId: string, account: { namespace: string; name: string }) => {
    const body = { identityId, jwt: await cluster.createPodJwt(account) };
    const login = await rest(world.url, "POST", "/api/v1/auth/kubernetes-auth/login", { body });
    return String(login.body.accessToken);
  };
  await attachKubernetesAuth(world, cluster, { identityIds: [webId, workerId], allowedNamespaces: "doomed, kept" });
  const doomed = [
    await logIn(webId, { namespace: "doomed", name: "web" }),
    await logIn(workerId, { namespace: "doomed", name: "worker" }),
  ];
  const kept = await logIn(webId, { namespace: "kept", name: "web" });

  await page.goto(`${world.url}/access-control/access-tokens`);
  const table = page.getByRole("table", { name: "Access tokens" });
  const identity = page.getByRole("combobox", { name: "Filter by identity" });
  await identity.fill("Namespace w");
  await page.getByRole("option", { name: "Namespace web" }).click();
  await expect(page).toHaveURL(new RegExp(`identity=${webId}`));
  await expect(table.getByRole("row")).toHaveCount(3);
  await page.reload();
  await expect(identity).toHaveValue("Namespace web");
  await expect(table.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("button", { name: "Revoke all of this identity…" })).toBeVisible();
  await expectAccessible(page);
  await identity.fill("");
  await expect(page).not.toHaveURL(/identity=/);

  await page.getByLabel("Filter by namespace/name").fill("doomed");
  await expect(table.getByRole("row")).toHaveCount(3);
  await page.getByRole("button", { name: "Revoke all of namespace doomed…" }).click();
  await expect(page.getByText("2 live tokens stop working now.")).toBeVisible();
  await expectAccessible(page);
  await confirm(page, /Revoke all of namespace doomed/, "Revoke all of namespace doomed");
  for (const token of doomed) expect(await use(world, token)).toBe(401);
  expect(await use(world, kept)).toBe(200);
  await expect(table.getByRole("row").nth(1)).toContainText("Revoked");
});
