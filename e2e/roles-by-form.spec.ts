import type { Locator, Page } from "@playwright/test";
import { CLUSTERS } from "./cluster.ts";
import { expect, test, type World } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { adminOf, admitNamespaces, NAMESPACES, readStatus, seedNamespaces } from "./role-world.ts";
import { expectNoOverflow } from "./views.ts";

const HOUR_MS = 3_600_000;
const ROLE = "Own namespace";
const ALLOWED =
  "May see and read the values of secrets in environment whatever matches “pro?” at path whatever matches “/{{identity.auth.kubernetes.namespace}}/**”";
const DENIED = "May never see and read the values of secrets named whatever matches “ADMIN_*”";

interface Condition {
  field: "Environment" | "Path" | "Name" | "Tag";
  operator: "is" | "is not" | "matches" | "is one of";
  /** Several are divided by spaces. */
  value: string;
}

async function choose(page: Page, box: Locator, option: string): Promise<void> {
  await box.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function addRule(page: Page, number: number, effect: "Allow" | "Deny", conditions: Condition[]): Promise<void> {
  await page.getByRole("button", { name: "Add rule with conditions" }).click();
  const rule = page.getByRole("group", { name: `Rule ${number}`, exact: true });
  await choose(page, rule.getByRole("combobox", { name: `Effect of rule ${number}` }), effect);
  for (const [index, { field, operator, value }] of conditions.entries()) {
    const name = `condition ${index + 1}`;
    await rule.getByRole("button", { name: "Add condition" }).click();
    await choose(page, rule.getByRole("combobox", { name: `Field of ${name}` }), field);
    await choose(page, rule.getByRole("combobox", { name: `Operator of ${name}` }), operator);
    const box = rule.getByRole("textbox", { name: new RegExp(`^Values? of ${name}$`) });
    await box.fill(value);
  }
}

/** Makes the role on the page of the project's roles, and looks at what it is said to mean before it is saved. */
async function makeRole(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Create role" }).click();
  const dialog = page.getByRole("dialog", { name: "Create role" });
  await dialog.getByLabel("Name").fill(ROLE);
  await dialog.getByRole("button", { name: "Create role" }).click();
  await expect(page.getByRole("heading", { level: 1, name: ROLE })).toBeVisible();
  await addRule(page, 1, "Allow", [
    { field: "Environment", operator: "matches", value: "pro?" },
    { field: "Path", operator: "matches", value: "/{{identity.auth.kubernetes.namespace}}/**" },
  ]);
  await addRule(page, 2, "Deny", [{ field: "Name", operator: "matches", value: "ADMIN_*" }]);
  await expect(page.getByRole("list", { name: "What the role means" }).getByRole("listitem")).toHaveText([
    ALLOWED,
    DENIED,
  ]);
}

/** Opens the dialog with the roles of the identity, changes for how long it holds the role, and saves. */
async function changeTime(page: Page, identity: string, change: (dialog: Locator) => Promise<void>): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${identity}` }).click();
  await page.getByRole("menuitem", { name: "Edit roles…" }).click();
  const dialog = page.getByRole("dialog", { name: `Edit roles of ${identity}` });
  await change(dialog);
  await dialog.getByRole("button", { name: "Save roles" }).click();
  await expect(dialog).toBeHidden();
}

/** Logs a pod of the namespace in. */
async function logIn(world: World, identityId: string, jwt: string): Promise<string> {
  const login = await rest(world.url, "POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId, jwt } });
  expect(login.status).toBe(200);
  return String(login.body.accessToken);
}

/** All that the token is shown of the environment, as paths of secrets. */
async function shown(world: World, token: string, projectId: string, environment: string): Promise<string[]> {
  const query = new URLSearchParams({ projectId, environment, secretPath: "/", recursive: "true" });
  const { body } = await rest(world.url, "GET", `/api/v4/secrets?${query}`, { token });
  // The shape is the REST tests' business; here it is only read. What is refused as a whole shows nothing.
  const { secrets = [] } = body as { secrets?: { secretPath: string; secretKey: string }[] };
  return secrets.map(({ secretPath, secretKey }) => `${secretPath}/${secretKey}`);
}

/** What must stay closed to the role beside the other namespace's path: a name that is denied, another environment. */
async function addClosedSecrets(world: World, projectId: string): Promise<void> {
  const send = adminOf(world);
  const scope = { projectId, workspaceId: projectId };
  for (const namespace of NAMESPACES) {
    const secret = { secretPath: `/${namespace}`, secretValue: "closed" };
    await send("POST", "/api/v4/secrets/ADMIN_KEY", { ...scope, environment: "prod", ...secret });
    await send("POST", "/api/v1/folders", { ...scope, environment: "dev", name: namespace });
    await send("POST", "/api/v4/secrets/TOKEN", { ...scope, environment: "dev", ...secret });
  }
}

/** Gives the role in the dialog that adds an identity, for so long. */
async function giveForATime(page: Page, identity: string, length: string): Promise<Locator> {
  await page.getByRole("button", { name: "Add identity" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add identity" });
  await choose(page, dialog.getByLabel("Identity"), identity);
  await dialog.getByRole("checkbox", { name: ROLE }).check();
  await choose(page, timeOf(dialog), "For a time");
  await lengthOf(dialog).fill(length);
  return dialog;
}

const timeOf = (dialog: Locator) => dialog.getByRole("combobox", { name: `How long ${ROLE} is held` });
const lengthOf = (dialog: Locator) => dialog.getByRole("textbox", { name: `Length of ${ROLE}` });

/** What is typed into a `datetime-local` field of this machine's zone. */
function localInput(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

// The real API server where there is one.
const [cluster] = CLUSTERS.filter(({ whyNot }) => whyNot === undefined);

test("a templated role is made by its form, given for a time, renewed and ended, and pods read by it", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  if (!cluster) throw new Error("The fake API server is always there");
  await using api = await cluster.start();
  const name = "By form";
  const { projectId, identityId } = await seedNamespaces(world, name);
  await addClosedSecrets(world, projectId);
  await admitNamespaces(world, identityId, api);
  const jwts = new Map<string, string>();
  for (const namespace of NAMESPACES) jwts.set(namespace, await api.createPodJwt({ namespace, name: "web" }));
  const podOf = (namespace: string) => logIn(world, identityId, jwts.get(namespace) ?? "");
  const look = async (what: string) => {
    await expectAccessible(page);
    await expectNoOverflow(page, what);
    await page.screenshot({ path: test.info().outputPath(`${what}.png`), fullPage: true });
  };

  await page.goto(`${world.url}/projects/${projectId}/access?tab=roles`);
  await makeRole(page);
  await look("role");
  await page.getByRole("button", { name: "Save permissions" }).click();
  await expect(page.getByText(`Role ${ROLE} saved`)).toBeVisible();

  await page.goto(`${world.url}/projects/${projectId}/access?tab=machine-identities`);
  const adding = await giveForATime(page, name, "30m");
  await look("given for a time");
  await adding.getByRole("button", { name: "Add identity" }).click();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText(/(29:\d\d|30:00) left/);
  for (const namespace of NAMESPACES) {
    const token = await podOf(namespace);
    const own = await readStatus(world, token, projectId, `/${namespace}`);
    expect(own).toEqual({ status: 200, value: `of ${namespace}` });
    expect(await shown(world, token, projectId, "prod")).toEqual([`/${namespace}/TOKEN`]);
    expect(await shown(world, token, projectId, "dev")).toEqual([]);
  }

  const token = await podOf("shop");
  const status = async () => (await readStatus(world, token, projectId, "/shop")).status;
  await changeTime(page, name, async (dialog) => {
    await choose(page, timeOf(dialog), "Until a date");
    await dialog.getByLabel(`End of ${ROLE}`).fill(localInput(Date.now() + 3 * HOUR_MS));
    await look("until a date");
  });
  await expect(row).toContainText(/2 h 5\d min left/);
  expect(await status()).toBe(200);

  await changeTime(page, name, async (dialog) => {
    await choose(page, timeOf(dialog), "Between dates");
    const [start, end] = [dialog.getByLabel(`Start of ${ROLE}`), dialog.getByLabel(`End of ${ROLE}`)];
    await start.fill(localInput(Date.now() + 3 * HOUR_MS));
    await end.fill(localInput(Date.now() + HOUR_MS));
    await dialog.getByRole("button", { name: "Save roles" }).click();
    await expect(end).toBeFocused();
    await expect(end).toHaveAccessibleDescription("The end must be after the start.");
    await look("an end before its start");
    await end.fill(localInput(Date.now() + 5 * HOUR_MS));
    await expect(dialog).toContainText(/starts in 2 h 5\d min/);
  });
  await expect(row).toContainText(/starts in 2 h 5\d min/);
  await look("a role to come");
  expect(await status()).toBe(403);
  await page.goto(`${world.url}/projects/${projectId}/roles/own-namespace`);
  await expect(page.getByRole("list", { name: "Who has this role" })).toContainText(/starts in 2 h 5\d min/);
  await page.goBack();

  await changeTime(page, name, async (dialog) => {
    await choose(page, timeOf(dialog), "For a time");
    await lengthOf(dialog).fill("10s");
  });
  await expect(row).toContainText(/0:\d\d left/);
  await expect(row).toContainText("ended");
  expect(await status()).toBe(403);
  expect(await shown(world, await podOf("shop"), projectId, "prod")).toEqual([]);

  await page.setViewportSize({ width: 360, height: 740 });
  await changeTime(page, name, async (dialog) => {
    await dialog.getByRole("button", { name: `Renew ${ROLE}` }).click();
    await expect(dialog).toContainText("from the moment it is saved");
    await lengthOf(dialog).fill("1h");
    await look("renewed on a phone");
  });
  await expect(row).toContainText(/(59:\d\d|60:00|1 h 0 min) left/);
  expect(await status()).toBe(200);

  await changeTime(page, name, async (dialog) => {
    await dialog.getByRole("checkbox", { name: ROLE }).uncheck();
    await dialog.getByRole("checkbox", { name: "No Access" }).check();
  });
  await expect(row).not.toContainText(ROLE);
  expect(await status()).toBe(403);
});

test("conditions that name several, all but one, or a tag are saved, said again in words, and decide", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const { projectId, identityId } = await seedNamespaces(world, "By conditions");
  await addClosedSecrets(world, projectId);
  const send = adminOf(world);
  const { tag } = await send<{ tag: { id: string } }>("POST", `/api/v1/projects/${projectId}/tags`, {
    slug: "public",
    color: "#2563eb",
  });
  const secret = { projectId, environment: "staging", secretValue: "of staging" };
  await send("POST", "/api/v4/secrets/HIDDEN", secret);
  await send("POST", "/api/v4/secrets/OPEN", { ...secret, tagIds: [tag.id] });

  await page.goto(`${world.url}/projects/${projectId}/access?tab=roles`);
  await page.getByRole("button", { name: "Create role" }).click();
  const dialog = page.getByRole("dialog", { name: "Create role" });
  await dialog.getByLabel("Name").fill("Conditions");
  await dialog.getByRole("button", { name: "Create role" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Conditions" })).toBeVisible();
  await addRule(page, 1, "Allow", [
    { field: "Environment", operator: "is one of", value: "dev prod" },
    { field: "Path", operator: "is not", value: "/billing" },
  ]);
  await addRule(page, 2, "Allow", [{ field: "Tag", operator: "is", value: "public" }]);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save permissions" }).click();
  await expect(page.getByText("Role Conditions saved")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("list", { name: "What the role means" }).getByRole("listitem")).toHaveText([
    "May see and read the values of secrets in environment “dev” or “prod” at path anything but “/billing”",
    "May see and read the values of secrets tagged “public”",
  ]);
  const first = page.getByRole("group", { name: "Rule 1", exact: true });
  await expect(first.getByRole("list", { name: "Chosen values" }).getByRole("listitem")).toHaveText(["dev", "prod"]);
  await expect(first.getByRole("textbox", { name: "Value of condition 2" })).toHaveValue("/billing");

  await send("POST", `/api/v1/projects/${projectId}/memberships/identities/${identityId}`, { role: "conditions" });
  const method = `/api/v1/auth/token-auth/identities/${identityId}`;
  await send("POST", method, {});
  const { accessToken } = await send<{ accessToken: string }>("POST", `${method}/tokens`, { name: "By conditions" });
  const seen = async (environment: string) => (await shown(world, accessToken, projectId, environment)).sort();
  expect(await seen("dev")).toEqual(["/shop/TOKEN"]);
  expect(await seen("prod")).toEqual(["/shop/ADMIN_KEY", "/shop/TOKEN"]);
  expect(await seen("staging")).toEqual(["//OPEN"]);
});
