import type { Page } from "@playwright/test";
import { ask } from "./dashboard-api.ts";
import { expect, test } from "./fixtures.ts";
import { joinAs } from "./people.ts";
import { rest } from "./rest.ts";
import { expectNoOverflow, VIEWS } from "./views.ts";

const PASSWORD = "correct horse battery staple";
const MIRA = { email: "mira@example.com", password: PASSWORD, name: "Mira" };
const OTTO = { email: "otto@example.com", password: PASSWORD, name: "Otto" };

async function makeProject(page: Page, url: string, name: string): Promise<string> {
  return (await ask(page.request, url, "project.create", { name })).id;
}

async function userId(page: Page, url: string): Promise<string> {
  const current = await (await page.request.get(`${url}/api/trpc/session.current`)).json();
  return current.result.data.user.id;
}

test("an identity of a project's own is made where the project's identities are, by whoever may", async ({
  adminPage: page,
  browser,
  expectAccessible,
  world: { url },
}) => {
  const projectId = await makeProject(page, url, "Harbour");
  const address = `${url}/projects/${projectId}/access?tab=machine-identities`;
  await page.goto(address);
  await expect(page.getByText("No identity can read this project's secrets yet.")).toBeVisible();
  await page.getByRole("button", { name: "Create identity" }).click();
  const dialog = page.getByRole("dialog", { name: "Create identity for this project" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  // At its upper edge: what the field says when it is left would move the button down.
  await dialog.getByRole("button", { name: "Cancel" }).click({ position: { x: 20, y: 3 }, delay: 100 });
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Create identity" }).click();
  await dialog.getByRole("button", { name: "Create identity" }).click();
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await expect(dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog).toContainText("Choose at least one role");
  for (const { name, colorScheme, viewport } of VIEWS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await expectAccessible(page);
    await expectNoOverflow(page, `the form in ${name}`);
    await page.screenshot({ path: test.info().outputPath(`create in ${name}.png`) });
  }
  await dialog.getByLabel("Name").fill("crane");
  await dialog.getByRole("checkbox", { name: "Viewer" }).check();
  await dialog.getByRole("button", { name: "Create identity" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "crane" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Universal Auth");
  await page.getByRole("definition").filter({ hasText: "Harbour" }).getByRole("link", { name: "Harbour" }).click();
  await expect(page.getByRole("row", { name: /crane/ })).toContainText("Viewer");
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath("list on a phone.png") });

  const context = await browser.newContext();
  await joinAs(page.request, context.request, url, OTTO, ["no-access"]);
  const his = await context.newPage();
  const member = { projectId, userId: await userId(his, url), roles: ["admin"] };
  await ask(page.request, url, "projectMembership.addUser", member);
  await his.goto(`${address}&isCreating=true`);
  await expect(his.getByRole("button", { name: "Add identity" })).toBeVisible();
  await expect(his.getByRole("row", { name: /crane/ })).toBeVisible();
  await expect(his.getByRole("button", { name: "Create identity" })).toHaveCount(0);
  await expect(his.getByRole("dialog")).toHaveCount(0);
  await context.close();
});

test("an identity's page leads to the projects that one may open, and names the others", async ({
  adminPage: page,
  browser,
  expectAccessible,
  world: { url, admin },
}) => {
  const { token } = admin;
  const [closed, open] = [await makeProject(page, url, "Warehouse"), await makeProject(page, url, "Shop window")];
  const own = { projectId: closed, name: "robot", roles: ["viewer"] };
  const { id: identityId } = await ask(page.request, url, "identity.createOwn", own);
  await ask(page.request, url, "projectMembership.addIdentity", { projectId: open, identityId, roles: ["viewer"] });
  const address = `${url}/access-control/identities/${identityId}`;
  await page.goto(address);
  const projectsOf = (which: Page) => which.getByRole("table", { name: "Project memberships" });
  for (const name of ["Warehouse", "Shop window"]) {
    await expect(projectsOf(page).getByRole("link", { name })).toBeVisible();
  }

  const context = await browser.newContext();
  await joinAs(page.request, context.request, url, MIRA);
  const hers = await context.newPage();
  const member = { projectId: open, userId: await userId(hers, url), roles: ["viewer"] };
  await ask(page.request, url, "projectMembership.addUser", member);
  await hers.goto(address);
  await expect(projectsOf(hers).getByRole("link", { name: "Shop window" })).toBeVisible();
  await expect(projectsOf(hers)).toContainText("Warehouse");
  await expect(hers.getByRole("definition").filter({ hasText: "Warehouse" })).toBeVisible();
  await expect(hers.getByRole("link", { name: "Warehouse" })).toHaveCount(0);
  await expectAccessible(hers);
  await hers.screenshot({ path: test.info().outputPath("hers.png"), fullPage: true });
  await context.close();

  // Looking at the page is no attempt at what is closed.
  const log = await rest(url, "GET", "/api/v1/audit-logs?limit=1000", { token });
  // The shape is the REST tests' business; here it is only read.
  const { auditLogs } = log.body as { auditLogs: { action: string; projectId: string | null }[] };
  expect(auditLogs.filter(({ action, projectId }) => action === "access.refuse" && projectId === closed)).toEqual([]);
});
