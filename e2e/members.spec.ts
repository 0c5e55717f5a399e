import { AuthenticatorApp } from "@podpass/testing";
import { ask } from "./dashboard-api.ts";
import { expect, test } from "./fixtures.ts";
import { joinAs, signIn } from "./people.ts";
import { seedProject } from "./seeded-project.ts";

/** Somebody of this journey alone: others invite people into the same organization. */
const JOAN = { email: "joan@example.com", password: "correct horse battery staple", name: "Joan" };

test("an admin unlocks a user, and resets the second factor of one who lost it", async ({
  adminPage: page,
  browser,
  expectAccessible,
  world: { url },
}) => {
  const { request } = await browser.newContext();
  const tryPassword = (password: string) => signIn(request, url, { ...JOAN, password });
  await joinAs(page.request, request, url, JOAN);
  const begun = await ask(request, url, "account.beginSecondFactor", { currentPassword: JOAN.password });
  const code = new AuthenticatorApp(begun.secret).code(new Date());
  await ask(request, url, "account.confirmSecondFactor", { code });
  for (let guesses = 0; guesses < 10; guesses++) await tryPassword("wrong horse battery");
  expect(await tryPassword(JOAN.password)).toBe(401);

  await page.goto(`${url}/access-control/users`);
  const row = page.getByRole("table", { name: "Users" }).getByRole("row").filter({ hasText: JOAN.email });
  await expect(row).toContainText("Locked");
  await row.getByRole("button", { name: /Joan/ }).click();
  await page.getByRole("menuitem", { name: "Unlock…" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Unlock user" }).click();
  await expect(row).not.toContainText("Locked");

  await row.getByRole("button", { name: /Joan/ }).click();
  await expect(page.getByRole("menuitem", { name: "Unlock…" })).toHaveCount(0);
  await page.getByRole("menuitem", { name: "Reset second factor…" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Reset second factor" }).click();
  await expect(page.getByText("Second factor of Joan reset")).toBeVisible();
  await row.getByRole("button", { name: /Joan/ }).click();
  await expect(page.getByRole("menuitem", { name: "Deactivate…" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Reset second factor…" })).toHaveCount(0);

  await tryPassword(JOAN.password);
  const current = await request.get(`${url}/api/trpc/session.current`);
  expect((await current.json()).result.data.user.email).toBe(JOAN.email);
});

test("a member who is added to a project with a role reads its secrets as that role says", async ({
  adminPage: page,
  browser,
  expectAccessible,
  world,
}) => {
  const { url } = world;
  const { projectId } = await seedProject(world, "Let in");
  const context = await browser.newContext();
  const theirs = await context.newPage();
  const nina = { ...JOAN, email: "nina@example.com", name: "Nina" };
  await joinAs(page.request, context.request, url, nina);
  await theirs.goto(`${url}/projects`);
  await expect(theirs.getByText(/There is none yet/)).toBeVisible();

  await page.goto(`${url}/projects/${projectId}/access?tab=users`);
  await page.getByRole("table", { name: "Users" }).getByRole("button", { name: "Add user" }).click();
  const dialog = page.getByRole("dialog", { name: "Add user" });
  await dialog.getByRole("button", { name: "Add user" }).click();
  await expect(dialog.getByText("Choose a user")).toBeVisible();
  await dialog.getByRole("combobox", { name: "User" }).fill("nin");
  await page.getByRole("option", { name: "Nina (nina@example.com)" }).click();
  await dialog.getByRole("checkbox", { name: "Viewer" }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add user" }).click();
  await expect(page.getByRole("row", { name: /Nina/ })).toContainText("Viewer");

  await theirs.reload();
  await theirs.getByRole("link", { name: "Let in" }).first().click();
  await theirs.getByRole("button", { name: "Reveal API_KEY" }).click();
  await expect(theirs.getByRole("row", { name: /API_KEY/ })).toContainText("s3cr3t");
  await expect(theirs.getByRole("button", { name: "Add secret" })).toHaveCount(0);
  await context.close();
});
