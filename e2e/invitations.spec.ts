import type { Browser, Page } from "@playwright/test";
import { ADMIN, expect, test } from "./fixtures.ts";

const PASSWORD = "a password of her own";

/** Invites an address from the page of users, and gives the link that is shown once. */
async function invite(page: Page, url: string, email: string): Promise<string> {
  await page.goto(`${url}/access-control/users`);
  await page.getByRole("button", { name: "Invite user" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite user" });
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("button", { name: "Invite user" }).click();
  const issued = page.getByRole("alertdialog", { name: `${email} is invited` });
  const link = new URL((await issued.getByText("/invitation#").textContent()) ?? "");
  await issued.getByRole("button", { name: "Done" }).click();
  return `${url}${link.pathname}${link.hash}`;
}

/** A page of somebody else's browser. */
async function newVisitor(browser: Browser): Promise<Page> {
  return (await browser.newContext({ reducedMotion: "reduce" })).newPage();
}

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

test("an admin invites a person, who joins, works by their role, and is refused once deactivated", async ({
  adminPage: page,
  world,
  browser,
  expectAccessible,
}) => {
  const link = await invite(page, world.url, "grace@example.com");
  const pending = page.getByRole("table", { name: "Pending invitations" });
  await expect(pending).toContainText("grace@example.com");
  await expectAccessible(page);

  const grace = await newVisitor(browser);
  await grace.goto(link);
  await expect(grace.getByRole("heading", { level: 1, name: "Join Acme" })).toBeVisible();
  expect(new URL(grace.url()).hash).toBe("");
  await expectAccessible(grace);
  await grace.getByLabel("Your name").fill("Grace");
  await grace.getByLabel("Password").fill(PASSWORD);
  await grace.getByRole("button", { name: "Accept invitation" }).click();
  await expect(grace.getByRole("link", { name: "Access Control" })).toBeVisible();

  const other = await newVisitor(browser);
  await other.goto(link);
  await expect(other.getByRole("heading", { level: 1, name: "This invitation is not valid" })).toBeVisible();
  await expectAccessible(other);

  await page.reload();
  await expect(page.getByRole("table", { name: "Users", exact: true })).toContainText("Grace");
  await expect(page.getByText("Nobody is invited at the moment.")).toBeVisible();
  await choose(page, "Grace", "Edit roles…");
  const roles = page.getByRole("dialog", { name: "Edit roles of Grace" });
  await roles.getByRole("checkbox", { name: "Member" }).uncheck();
  await roles.getByRole("checkbox", { name: "No Access" }).check();
  await expectAccessible(page);
  await roles.getByRole("button", { name: "Save roles" }).click();
  await expect(page.getByRole("row", { name: /Grace/ })).toContainText("No Access");
  await grace.reload();
  await expect(grace.getByRole("link", { name: "Projects" })).toBeVisible();
  await expect(grace.getByRole("link", { name: "Access Control" })).not.toBeVisible();

  await choose(page, "Grace", "Deactivate…");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Deactivate user" }).click();
  await expect(page.getByRole("row", { name: /Grace/ })).toContainText("Deactivated");
  await grace.goto(`${world.url}/projects`);
  await expect(grace.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();

  await choose(page, "Grace", "Remove from organization…");
  const removal = page.getByRole("alertdialog");
  await removal.getByRole("textbox").fill("grace@example.com");
  await removal.getByRole("button", { name: "Remove user" }).click();
  await expect(page.getByRole("table", { name: "Users", exact: true })).not.toContainText("Grace");
});

test("a withdrawn link and one that was replaced open nothing", async ({ adminPage: page, world, browser }) => {
  const link = await invite(page, world.url, "replaced@example.com");
  await choose(page, "replaced@example.com", "Make a new link…");
  await page.getByRole("button", { name: "Make a new link" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  const visitor = await newVisitor(browser);
  await visitor.goto(link);
  await expect(visitor.getByRole("heading", { name: "This invitation is not valid" })).toBeVisible();
  await choose(page, "replaced@example.com", "Withdraw…");
  await page.getByRole("button", { name: "Withdraw invitation" }).click();
  await expect(page.getByText("Nobody is invited at the moment.")).toBeVisible();
});

test("the last administrator stays: neither a smaller role nor leaving is let through", async ({
  adminPage: page,
  world,
}) => {
  await page.goto(`${world.url}/access-control/users`);
  await choose(page, "ada", "Edit roles…");
  const roles = page.getByRole("dialog", { name: "Edit roles of ada" });
  await roles.getByRole("checkbox", { name: "Admin" }).uncheck();
  await roles.getByRole("checkbox", { name: "Member" }).check();
  await roles.getByRole("button", { name: "Save roles" }).click();
  await expect(roles.getByRole("alert")).toContainText("needs an active administrator");

  await page.goto(`${world.url}/settings`);
  await page.getByRole("button", { name: "Leave organization" }).click();
  const leaving = page.getByRole("alertdialog");
  await leaving.getByRole("textbox").fill("Acme");
  await leaving.getByRole("button", { name: "Leave organization" }).click();
  await expect(leaving.getByRole("alert")).toContainText("needs an active administrator");
});

test("a person makes a second organization, and two tabs show two that do not mix", async ({
  browser,
  emptyServer,
  expectAccessible,
}) => {
  const { url } = emptyServer;
  const page = await newVisitor(browser);
  await page.request.post(`${url}/api/v1/admin/bootstrap`, { data: { ...ADMIN, organization: "Acme" } });
  await page.request.post(`${url}/api/auth/sign-in/email`, { data: ADMIN, headers: { origin: url } });
  await page.goto(`${url}/projects`);
  await page.getByRole("button", { name: "Organization: Acme" }).click();
  await page.getByRole("menuitem", { name: "Create organization…" }).click();
  const dialog = page.getByRole("dialog", { name: "Create organization" });
  await dialog.getByLabel("Name").fill("Globex");
  await dialog.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("button", { name: "Organization: Globex" })).toBeVisible();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByLabel("Slug", { exact: true })).toHaveValue("globex");
  expect(new URL(page.url()).searchParams.get("org")).toBe("globex");

  const tab = await page.context().newPage();
  await tab.goto(`${url}/access-control/users?org=acme`);
  await expect(tab.getByRole("button", { name: "Organization: Acme" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Organization: Globex" })).toBeVisible();
  await expectAccessible(tab);

  await tab.goto(`${url}/projects?org=nowhere`);
  await expect(tab.getByRole("button", { name: "Organization: Acme" })).toBeVisible();
  await page.context().close();
});
