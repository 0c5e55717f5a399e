import type { Page } from "@playwright/test";
import { CLUSTERS } from "./cluster.ts";
import { expect, test, type World } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { adminOf, admitNamespaces, NAMESPACES, readStatus, seedNamespaces } from "./role-world.ts";

/** Lets a pod read what is in the folder of its own namespace. */
const OWN_NAMESPACE = {
  slug: "own-namespace",
  name: "Own namespace",
  permissions: [
    {
      subject: "secrets",
      action: ["describeSecret", "readValue"],
      conditions: { secretPath: "/{{identity.auth.kubernetes.namespace}}" },
    },
  ],
};

async function giveRole(page: Page, identity: string, role: string): Promise<void> {
  await page.getByRole("button", { name: "Add identity" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add identity" });
  await dialog.getByLabel("Identity").click();
  await page.getByRole("option", { name: identity }).click();
  await dialog.getByRole("checkbox", { name: role }).check();
  await dialog.getByRole("button", { name: "Add identity" }).click();
  await expect(page.getByRole("row", { name: new RegExp(identity) })).toContainText(role);
}

for (const { kind, start, whyNot } of CLUSTERS) {
  test(`one identity serves two namespaces, each with its own path (${kind})`, async ({ adminPage: page, world }) => {
    test.info().skip(whyNot !== undefined, whyNot);
    await using cluster = await start();
    const name = `Templated ${kind}`;
    const { projectId, identityId } = await seedNamespaces(world, name);
    await admitNamespaces(world, identityId, cluster);
    await adminOf(world)("POST", `/api/v1/projects/${projectId}/roles`, OWN_NAMESPACE);
    await page.goto(`${world.url}/projects/${projectId}/roles/${OWN_NAMESPACE.slug}`);
    await expect(page.getByRole("list", { name: "What the role means" })).toContainText(
      "May see and read the values of secrets at path “/{{identity.auth.kubernetes.namespace}}”",
    );
    const section = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Access Control" });
    await expect(section).toHaveAttribute("aria-current", "page");
    await page.getByRole("link", { name: "Project Roles" }).click();
    await expect(page).toHaveURL(/\/access\?tab=roles$/);
    await page.goto(`${world.url}/projects/${projectId}/access?tab=machine-identities`);
    await giveRole(page, name, "Own namespace");
    for (const namespace of NAMESPACES) {
      const jwt = await cluster.createPodJwt({ namespace, name: "web" });
      const login = await rest(world.url, "POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId, jwt } });
      const token = String(login.body.accessToken);
      for (const path of NAMESPACES) {
        const expected = path === namespace ? { status: 200, value: `of ${path}` } : { status: 403, value: undefined };
        expect(await readStatus(world, token, projectId, `/${path}`), `${namespace} reads /${path}`).toEqual(expected);
      }
    }
    await page.goto(`${world.url}/projects/${projectId}/roles/own-namespace`);
    await expect(page.getByRole("list", { name: "Who has this role" })).toContainText(name);
  });
}

test("a value that could mean more than itself matches nothing, and is written down", async ({
  adminPage: page,
  world,
}) => {
  const ask = adminOf(world);
  const { projectId, identityId } = await seedNamespaces(world, "Unsafe value");
  await ask("PATCH", `/api/v1/identities/${identityId}`, { metadata: [{ key: "folder", value: "*" }] });
  await ask("POST", `/api/v1/projects/${projectId}/roles`, {
    slug: "by-metadata",
    name: "By metadata",
    permissions: [
      {
        subject: "secrets",
        action: ["describeSecret", "readValue"],
        conditions: { secretPath: { $glob: "/{{identity.metadata.folder}}" } },
      },
    ],
  });
  await ask("POST", `/api/v1/projects/${projectId}/memberships/identities/${identityId}`, { role: "by-metadata" });
  const token = await tokenOf(world, identityId);
  expect((await readStatus(world, token, projectId, "/shop")).status).toBe(403);
  await ask("PATCH", `/api/v1/identities/${identityId}`, { metadata: [{ key: "folder", value: "shop" }] });
  expect(await readStatus(world, token, projectId, "/shop")).toEqual({ status: 200, value: "of shop" });
  await page.goto(`${world.url}/audit-log?action=permission_template.refuse`);
  await expect(page.getByRole("main")).toContainText("Unsafe value");
});

test("a role for a time counts down where it is shown, and ends", async ({ adminPage: page, world }) => {
  const ask = adminOf(world);
  const { projectId, identityId } = await seedNamespaces(world, "For a time");
  const token = await tokenOf(world, identityId);
  await ask("POST", `/api/v1/projects/${projectId}/memberships/identities/${identityId}`, {
    roles: [
      {
        role: "viewer",
        isTemporary: true,
        temporaryMode: "relative",
        temporaryRange: "20s",
        temporaryAccessStartTime: new Date().toISOString(),
      },
    ],
  });
  expect((await readStatus(world, token, projectId, "/shop")).status).toBe(200);
  await page.goto(`${world.url}/projects/${projectId}/access?tab=machine-identities`);
  await expect(page.getByRole("row", { name: /For a time/ })).toContainText(/0:\d\d left/);
  await page.goto(`${world.url}/projects/${projectId}/roles/viewer`);
  await expect(page.getByRole("list", { name: "Who has this role" })).toContainText("For a time");
  await expect
    .poll(async () => (await readStatus(world, token, projectId, "/shop")).status, { timeout: 40_000 })
    .toBe(403);
});

async function tokenOf(world: World, identityId: string): Promise<string> {
  const url = `/api/v1/auth/token-auth/identities/${identityId}`;
  await adminOf(world)("POST", url, {});
  return (await adminOf(world)<{ accessToken: string }>("POST", `${url}/tokens`, {})).accessToken;
}

test("an organization's role is made from a built-in one, changed, and not over somebody else's change", async ({
  adminPage: page,
  world,
}) => {
  await page.goto(`${world.url}/access-control/roles/member`);
  await page.getByRole("button", { name: "Duplicate" }).click();
  const dialog = page.getByRole("dialog", { name: "Duplicate Member" });
  await dialog.getByLabel("Name").fill("Auditor");
  await dialog.getByRole("button", { name: "Create role" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Auditor" })).toBeVisible();
  await page.getByRole("checkbox", { name: "Identities: Create", exact: true }).uncheck();
  const roles = `/api/v1/organization/${world.organizationId}/roles`;
  const list = await adminOf(world)<{ data: { roles: { id: string; slug: string }[] } }>("GET", roles);
  const role = list.data.roles.find(({ slug }) => slug === "auditor");
  await adminOf(world)("PATCH", `${roles}/${role?.id}`, { description: "Somebody else's words" });
  await page.getByRole("button", { name: "Save permissions" }).click();
  await expect(page.getByRole("alert")).toContainText("changed by somebody else meanwhile");
  await page.reload();
  await page.getByRole("checkbox", { name: "Identities: Create", exact: true }).uncheck();
  await page.getByRole("button", { name: "Save permissions" }).click();
  await expect(page.getByText("Role Auditor saved")).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  const confirm = page.getByRole("alertdialog");
  await confirm.getByRole("textbox").fill("auditor");
  await confirm.getByRole("button", { name: "Delete role" }).click();
  await expect(page.getByRole("table", { name: "Organization roles" })).not.toContainText("Auditor");
});
