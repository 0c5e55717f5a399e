import { expect, test } from "./fixtures.ts";
import { send } from "./rest.ts";
import { seedProject } from "./seeded-project.ts";

test("environments are compared side by side, and what is missing is copied over", async ({
  adminPage: page,
  world,
}) => {
  const { projectId } = await seedProject(world, "Side by side");
  await send(world, "/api/v4/secrets/DIFFERS", { projectId, environment: "dev", secretValue: "one" });
  await send(world, "/api/v4/secrets/DIFFERS", { projectId, environment: "prod", secretValue: "two" });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  await page.getByRole("link", { name: "Compare" }).click();
  const row = (key: string) => page.getByRole("row", { name: new RegExp(key) });
  await expect(row("API_KEY")).toContainText("Missing");
  await expect(row("DIFFERS")).toContainText("Missing");
  await page.getByRole("button", { name: "Copy 2 missing from Development to Staging" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(row("DIFFERS")).toContainText("Differs");
  await expect(row("DIFFERS").getByRole("link", { name: "DIFFERS in Staging, value A" })).toBeVisible();
  await expect(row("DIFFERS").getByRole("link", { name: "DIFFERS in Production, value B" })).toBeVisible();
  await page.getByRole("button", { name: "Copy 1 missing from Development to Production" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Copy", exact: true }).click();
  await expect(row("API_KEY")).toBeHidden();
  await page.getByRole("checkbox", { name: "Show those that are the same everywhere too" }).click();
  await expect(row("API_KEY")).toContainText("Same");
});

test("secrets are found in every environment, on the search page and by Ctrl K", async ({ adminPage: page, world }) => {
  const { projectId } = await seedProject(world, "Search");
  await send(world, "/api/v4/secrets/DEEP_ONE", { projectId, environment: "prod", secretValue: "x" });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  await page.getByRole("link", { name: "Search all" }).click();
  await page.getByRole("searchbox", { name: "Search secrets" }).fill("for the TESTS");
  await expect(page.getByRole("row", { name: /API_KEY/ })).toContainText("Development");
  await page.getByRole("searchbox", { name: "Search secrets" }).fill("s3cr3t");
  await expect(page.getByText(/No secret you may know of contains/)).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Search pages/ }).fill("deep_o");
  await page.getByRole("option", { name: /DEEP_ONE/ }).click();
  await expect(page.getByRole("dialog", { name: "DEEP_ONE" })).toBeVisible();
  await expect(page).toHaveURL(/environment=prod/);
});

test("environments are added, moved by keyboard, renamed and deleted with what dies counted", async ({
  adminPage: page,
  world,
}) => {
  const { projectId } = await seedProject(world, "Environments");
  await page.goto(`${world.url}/projects/${projectId}/environments`);
  const names = () => page.getByRole("row").getByRole("link").allTextContents();
  await expect(page.getByRole("link", { name: "Staging" })).toBeVisible();
  await page.getByRole("button", { name: "Move Production up" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(names).toEqual(["Development", "Production", "Staging"]);
  await page.getByRole("button", { name: "Add environment" }).click();
  const dialog = page.getByRole("dialog", { name: "Add environment" });
  await dialog.getByLabel("Name").fill("Load tests");
  await dialog.getByRole("button", { name: "Add environment" }).click();
  await expect.poll(names).toEqual(["Development", "Production", "Staging", "Load tests"]);
  await page.getByRole("button", { name: "Actions for Development" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete Development?" });
  await expect(question).toContainText("1 secret in it is gone for good");
  await question.getByRole("textbox").fill("Development");
  await question.getByRole("button", { name: "Delete environment" }).click();
  await expect.poll(names).toEqual(["Production", "Staging", "Load tests"]);
});
