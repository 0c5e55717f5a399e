import type { Page } from "@playwright/test";
import { CLUSTERS, type Cluster } from "./cluster.ts";
import { createFirstAdmin } from "./first-admin.ts";
import { expect, test } from "./fixtures.ts";
import { rest } from "./rest.ts";

const POD = { namespace: "shop", name: "web" };

async function createProjectWithSecret(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Create project" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create project" });
  await dialog.getByLabel("Name").fill("Web Shop");
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Secrets" })).toBeVisible();
  await page
    .getByRole("tab", { name: "Production" })
    .or(page.getByRole("link", { name: "Production" }))
    .click();
  await page.getByRole("button", { name: "Add secret" }).first().click();
  const sheet = page.getByRole("dialog", { name: "Add secret" });
  await sheet.getByLabel("Key").fill("DATABASE_URL");
  await sheet.getByLabel("Value").fill("postgresql://shop@db/shop");
  await sheet.getByRole("button", { name: "Add secret" }).click();
  await expect(page.getByRole("row", { name: /DATABASE_URL/ })).toBeVisible();
}

/** The guide's step 2, first half. Returns the identity's id. */
async function createIdentity(page: Page): Promise<string> {
  await page.getByRole("link", { name: "All projects" }).click();
  await page.getByRole("link", { name: "Access Control" }).click();
  await page.getByRole("link", { name: "Identities", exact: true }).click();
  await page.getByRole("button", { name: "Create identity" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create identity" });
  await dialog.getByLabel("Name").fill("web-shop");
  await dialog.getByRole("button", { name: "Create identity" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "web-shop" })).toBeVisible();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

/** The guide's step 2, second half: Universal Auth goes, Kubernetes Auth comes. */
async function configureKubernetesAuth(page: Page, cluster: Cluster): Promise<void> {
  await page.getByRole("button", { name: "Remove Universal Auth" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove Universal Auth" }).click();
  await expect(page.getByText("This identity cannot log in")).toBeVisible();
  await page.getByRole("button", { name: "Add authentication method" }).click();
  await page.getByRole("menuitem", { name: "Kubernetes Auth" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Add Kubernetes Auth" })).toBeVisible();
  await page.getByLabel("Kubernetes Host / Base Kubernetes API URL").fill(cluster.url);
  await page.getByLabel("Token Reviewer JWT").fill(await cluster.createReviewer());
  await page.getByLabel("CA Certificate").fill(cluster.caCertificate);
  for (const [label, value] of [
    ["Allowed Service Account Names", POD.name],
    ["Allowed Namespaces", POD.namespace],
  ] as const) {
    await page.getByRole("textbox", { name: label }).fill(value);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("button", { name: "Add Kubernetes Auth" }).click();
  await expect(page.getByRole("link", { name: "Edit Kubernetes Auth" })).toBeVisible();
}

/** The guide's step 3. */
async function addToProject(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Projects" }).first().click();
  await page.getByRole("link", { name: "Web Shop" }).click();
  await page.getByRole("link", { name: "Access Control" }).click();
  await page.getByRole("tab", { name: "Machine Identities" }).click();
  await page.getByRole("button", { name: "Add identity" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add identity" });
  await dialog.getByLabel("Identity").click();
  await page.getByRole("option", { name: "web-shop" }).click();
  await dialog.getByRole("checkbox", { name: "Viewer" }).check();
  await dialog.getByRole("button", { name: "Add identity" }).click();
  await expect(page.getByRole("row", { name: /web-shop/ })).toContainText("Viewer");
}

/** The guide's step 4, as the pod does it. */
async function readSecretAsPod(url: string, identityId: string, jwt: string, projectId: string): Promise<void> {
  const login = await rest(url, "POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId, jwt } });
  expect(login.status).toBe(200);
  expect(login.body).toMatchObject({ tokenType: "Bearer", expiresIn: 2_592_000, accessTokenMaxTTL: 2_592_000 });
  const path = `/api/v4/secrets/DATABASE_URL?projectId=${projectId}&environment=prod`;
  const read = await rest(url, "GET", path, { token: String(login.body.accessToken) });
  expect(read.body).toMatchObject({ secret: { secretValue: "postgresql://shop@db/shop" } });
}

for (const { kind, start, whyNot } of CLUSTERS) {
  test(`an admin follows the guide from the first visit, and a pod reads its secret (${kind})`, async ({
    page,
    emptyServer,
    expectAccessible,
  }) => {
    test.info().skip(whyNot !== undefined, whyNot);
    await using cluster = await start();
    await page.goto(emptyServer.url);
    await expect(page.getByRole("heading", { level: 1, name: "Welcome" })).toBeVisible();
    await expectAccessible(page);
    await createFirstAdmin(page);
    await expectAccessible(page);
    await createProjectWithSecret(page);
    const projectId = new URL(page.url()).pathname.split("/")[2] ?? "";
    await expectAccessible(page);
    const identityId = await createIdentity(page);
    await expectAccessible(page);
    await configureKubernetesAuth(page, cluster);
    await expectAccessible(page);
    await addToProject(page);
    await expectAccessible(page);
    await readSecretAsPod(emptyServer.url, identityId, await cluster.createPodJwt(POD), projectId);
  });
}
