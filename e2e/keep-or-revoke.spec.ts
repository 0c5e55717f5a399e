import { startFakeCluster } from "./cluster.ts";
import { expect, test } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { attachKubernetesAuth, createIdentity, use } from "./token-world.ts";

const POD = { namespace: "shop", name: "web" };

test("whoever saves Kubernetes Auth keeps the tokens it issued, or ends them", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  await using cluster = await startFakeCluster();
  const identityId = await createIdentity(world, "Tightened pod");
  await attachKubernetesAuth(world, cluster, { identityIds: [identityId], allowedNamespaces: "shop" });
  const body = { identityId, jwt: await cluster.createPodJwt(POD) };
  const login = await rest(world.url, "POST", "/api/v1/auth/kubernetes-auth/login", { body });
  const token = String(login.body.accessToken);

  await page.goto(`${world.url}/access-control/identities/${identityId}`);
  const edit = page.getByRole("link", { name: "Edit Kubernetes Auth" });
  const save = page.getByRole("button", { name: "Save changes" });
  await edit.click();
  await page.getByLabel("Access Token TTL", { exact: true }).fill("1h");
  await page.getByRole("button", { name: "Remove namespace shop" }).click();
  await page.getByRole("textbox", { name: "Allowed Namespaces" }).fill("billing");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: "Keep 1 live token" })).toBeChecked();
  await save.click();
  const method = page.getByRole("region", { name: "Kubernetes Auth", exact: true });
  await expect(method).toContainText("1h");
  await expect(method).toContainText("billing");
  // Who may log in is what was tightened: the pod may not any more, and what it has already works until it ends.
  expect((await rest(world.url, "POST", "/api/v1/auth/kubernetes-auth/login", { body })).status).not.toBe(200);
  expect(await use(world, token)).toBe(200);

  await edit.click();
  await page.getByRole("radio", { name: "Revoke 1 live token" }).click();
  await expectAccessible(page);
  await save.click();
  await expect(edit).toBeVisible();
  expect(await use(world, token)).toBe(401);
  await page.getByRole("link", { name: "Access tokens" }).last().click();
  await expect(page.getByRole("table", { name: "Access tokens" }).getByRole("row").nth(1)).toContainText("Revoked");
});

test("whoever saves Universal Auth keeps the tokens it issued, or ends them", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const identityId = await createIdentity(world, "Tightened program");
  const url = `/api/v1/auth/universal-auth/identities/${identityId}`;
  const admin = { token: world.admin.token, body: {} };
  const { clientId } = (await rest(world.url, "POST", url, admin)).body.identityUniversalAuth as { clientId: string };
  const { clientSecret } = (await rest(world.url, "POST", `${url}/client-secrets`, admin)).body;
  const body = { clientId, clientSecret };
  const login = await rest(world.url, "POST", "/api/v1/auth/universal-auth/login", { body });
  const token = String(login.body.accessToken);

  await page.goto(`${world.url}/access-control/identities/${identityId}`);
  const method = page.getByRole("region", { name: "Universal Auth" });
  const sheet = page.getByRole("dialog", { name: "Edit Universal Auth" });
  const save = sheet.getByRole("button", { name: "Save changes" });
  await method.getByRole("button", { name: "Edit Universal Auth" }).click();
  await sheet.getByLabel("Access Token TTL", { exact: true }).fill("1h");
  await expect(sheet.getByRole("radio", { name: "Keep 1 live token" })).toBeChecked();
  await save.click();
  await expect(method).toContainText("1h");
  expect(await use(world, token)).toBe(200);

  await method.getByRole("button", { name: "Edit Universal Auth" }).click();
  await sheet.getByRole("radio", { name: "Revoke 1 live token" }).click();
  await expectAccessible(page);
  await save.click();
  await expect(sheet).toBeHidden();
  expect(await use(world, token)).toBe(401);
});
