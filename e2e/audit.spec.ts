import { readFile } from "node:fs/promises";
import { ask } from "./dashboard-api.ts";
import { expect, test } from "./fixtures.ts";
import { joinAs } from "./people.ts";
import { seedProject } from "./seeded-project.ts";
import { expectNoOverflow, VIEWS } from "./views.ts";

test("an admin finds an event, opens it by its address, exports the log and checks that it is whole", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const { identityId } = await seedProject(world, "Audited");
  await page.goto(`${world.url}/audit-log`);
  await page.getByRole("searchbox", { name: "Name, id, address or request" }).fill(identityId);
  await page.getByRole("combobox", { name: "Filter by action" }).click();
  await page.getByRole("option", { name: "kubernetes_auth.attach" }).click();
  const row = page.getByRole("row", { name: /kubernetes_auth\.attach/ });
  await expect(row).toHaveCount(1);
  await row.getByRole("button", { name: "kubernetes_auth.attach" }).click();
  const sheet = page.getByRole("dialog", { name: "kubernetes_auth.attach" });
  await expect(sheet).toContainText(identityId);
  await expectAccessible(page);

  const address = page.url();
  await page.goto(`${world.url}/projects`);
  await page.goto(address);
  await expect(sheet).toContainText(identityId);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  const exportAs = async (format: string) => {
    await page.getByRole("button", { name: "Export" }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: format }).click();
    const download = await downloading;
    const text = await readFile(await download.path(), "utf8");
    return { name: download.suggestedFilename(), lines: text.trimEnd().split("\n") };
  };
  // What the page is filtered by, and nothing else.
  const jsonLines = await exportAs("JSON Lines");
  expect(jsonLines.name).toMatch(/^audit-log-.*\.jsonl$/);
  expect(jsonLines.lines.map((line) => JSON.parse(line))).toMatchObject([
    { action: "kubernetes_auth.attach", subject: { id: identityId } },
  ]);
  const csv = await exportAs("CSV");
  expect(csv.name).toMatch(/^audit-log-.*\.csv$/);
  expect(csv.lines).toEqual([
    expect.stringMatching(/^id,occurredAt,action,outcome,actorType,/),
    expect.stringMatching(new RegExp(`,kubernetes_auth\\.attach,.*${identityId}`)),
  ]);

  await page.goto(`${world.url}/audit-log?search=Audited`);
  await expect(page.getByRole("row", { name: /secret\.create/ })).toContainText("API_KEY in dev / secret");

  await page.getByRole("button", { name: "Check integrity" }).click();
  const dialog = page.getByRole("dialog", { name: "Integrity of the audit log" });
  await expect(dialog).toContainText("Nothing was altered or removed");
  await expectAccessible(page);
});

test("an admin narrows the log to one project and to a range of time, by an address that can be passed on", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const { projectId, identityId } = await seedProject(world, "Narrowed");
  await seedProject(world, "Left out");
  await page.goto(`${world.url}/audit-log?action=project.create`);
  const rows = page.getByRole("table", { name: "Audit events" }).getByRole("row", { name: /project\.create/ });
  await expect(rows.nth(1)).toBeVisible();
  const project = page.getByRole("combobox", { name: "Filter by project" });
  await project.fill("Narr");
  await page.getByRole("option", { name: "Narrowed" }).click();
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(projectId));

  await page.getByRole("combobox", { name: "Filter by time" }).click();
  await page.getByRole("option", { name: "From … until …" }).click();
  await page.getByLabel("From", { exact: true }).fill("2026-01-01T10:00");
  await page.getByLabel("Until", { exact: true }).fill("2026-01-01T09:00");
  await expect(page.getByText("Must be after the start")).toBeVisible();
  await expect(page.getByText("No event matches these filters.")).toBeVisible();
  await page.getByLabel("Until", { exact: true }).fill("2100-01-01T00:00");
  await expect(rows).toHaveCount(1);

  for (const { name, ...view } of VIEWS) {
    await page.setViewportSize(view.viewport);
    await page.emulateMedia({ colorScheme: view.colorScheme });
    await page.reload();
    await expect(project).toHaveValue("Narrowed");
    await expect(page.getByLabel("From", { exact: true })).toHaveValue("2026-01-01T10:00");
    await expect(rows).toHaveCount(1);
    await page.screenshot({ path: test.info().outputPath(`filters in ${name}.png`) });
    await expectAccessible(page);
    await expectNoOverflow(page, `the audit log in ${name}`);
  }

  await project.fill("");
  await expect(page).not.toHaveURL(new RegExp(projectId));
  await expect(rows.nth(1)).toBeVisible();
  await page.goto(`${world.url}/audit-log?search=${identityId}&action=project_membership.create`);
  await page.getByRole("button", { name: "project_membership.create" }).click();
  await page.getByRole("link", { name: "Events of this project alone" }).click();
  await expect(project).toHaveValue("Narrowed");
  await expect(rows).toHaveCount(1);
});

test("an admin sees what people, identities and the server were refused, by an address that can be passed on", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const { identityId } = await seedProject(world, "Refused ones");
  await page.goto(`${world.url}/audit-log?search=${identityId}`);
  const rows = page.getByRole("table", { name: "Audit events" }).getByRole("row", { name: /\w+\.\w+/ });
  await expect(page.getByRole("row", { name: "kubernetes_auth.attach" })).toBeVisible();
  const outcome = page.getByRole("combobox", { name: "Filter by outcome" });
  await outcome.click();
  await page.getByRole("option", { name: "Refused" }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("identity.login_refusedRefused");
  const actor = page.getByRole("combobox", { name: "Filter by who acted" });
  await actor.click();
  await page.getByRole("option", { name: "People" }).click();
  await expect(page.getByText("No event matches these filters.")).toBeVisible();
  await actor.click();
  await page.getByRole("option", { name: "Podpass itself" }).click();
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/actor=system/);

  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "JSON Lines" }).click();
  const text = await readFile(await (await downloading).path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ action: "identity.login_refused", outcome: "refused" });

  for (const { name, ...view } of VIEWS) {
    await page.setViewportSize(view.viewport);
    await page.emulateMedia({ colorScheme: view.colorScheme });
    await page.reload();
    await expect(outcome).toHaveText("Refused");
    await expect(actor).toHaveText("Podpass itself");
    await expect(rows).toHaveCount(1);
    await page.screenshot({ path: test.info().outputPath(`refusals in ${name}.png`) });
    await expectAccessible(page);
    await expectNoOverflow(page, `refusals in ${name}`);
  }

  await outcome.click();
  await page.getByRole("option", { name: "Succeeded" }).click();
  await actor.click();
  await page.getByRole("option", { name: "Identities" }).click();
  await expect(page.getByRole("row", { name: "kubernetes_auth.attach" })).toBeVisible();
  await expect(page.getByRole("row", { name: "identity.login_refused" })).toBeHidden();
});

test("whoever may read the log and not enter a project narrows the log to it, and leaves no refusal by that", async ({
  adminPage,
  browser,
  world,
}) => {
  const { projectId } = await seedProject(world, "Closed to the reader");
  const rules = [{ subject: "audit-logs", action: ["read"] }];
  const role = { name: "Log reader", slug: "log-reader", rules };
  await ask(adminPage.request, world.url, "role.createOrganization", role);
  const page = await (await browser.newContext()).newPage();
  const reader = { email: "reader@example.com", password: "correct horse battery staple", name: "Rita Reader" };
  await joinAs(adminPage.request, page.request, world.url, reader, [role.slug]);
  await page.goto(`${world.url}/audit-log?project=${projectId}`);
  await expect(page.getByRole("combobox", { name: "Filter by project" })).toHaveValue("Closed to the reader");
  await expect(page.getByRole("row", { name: /project\.create/ })).toBeVisible();
  await page.goto(`${world.url}/audit-log?action=access.refuse&search=Rita`);
  await expect(page.getByText("No event matches these filters.")).toBeVisible();
});

test("an admin sets for how long a project's audit events keep their contents, and takes it back", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const { projectId } = await seedProject(world, "Retained");
  await page.goto(`${world.url}/projects/${projectId}/settings`);
  const card = page.getByRole("region", { name: "Audit log" });
  await expect(card).toContainText("As long as the server");
  await card.getByRole("button", { name: "Change retention" }).click();
  const dialog = page.getByRole("dialog", { name: "Audit retention of Retained" });
  await dialog.getByRole("textbox", { name: "Days" }).fill("0");
  await dialog.getByRole("button", { name: "Save retention" }).click();
  await expect(dialog).toContainText("Must be at least 1 day");
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Days" }).fill("30");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(card).toContainText("30 days");
  await card.getByRole("button", { name: "Keep as long as the server" }).click();
  await expect(card).toContainText("As long as the server");
  await expectAccessible(page);
});
