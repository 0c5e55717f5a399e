import { expect, test } from "./fixtures.ts";
import { openSecret, rowOf, writeSecret } from "./secret-page.ts";
import { seedProject } from "./seeded-project.ts";

test("folders are made, walked by path, renamed and deleted with what dies named", async ({
  adminPage: page,
  world,
}) => {
  const { projectId } = await seedProject(world, "Folders");
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  await page.getByRole("button", { name: "New folder" }).click();
  const dialog = page.getByRole("dialog", { name: "New folder" });
  await dialog.getByLabel("Name").fill("apps and more");
  await dialog.getByRole("button", { name: "Add folder" }).click();
  await expect(dialog.getByText(/Only alphanumeric/)).toBeVisible();
  await dialog.getByLabel("Name").fill("apps");
  await dialog.getByRole("button", { name: "Add folder" }).click();
  await page.getByRole("list", { name: "Folders" }).getByRole("link", { name: "apps" }).click();
  await expect(page).toHaveURL(/path=%2Fapps/);
  await page.getByRole("button", { name: "Add secret" }).first().click();
  const sheet = page.getByRole("dialog", { name: "Add secret" });
  await sheet.getByLabel("Key", { exact: true }).fill("IN_FOLDER");
  await sheet.getByRole("button", { name: "Add secret" }).click();
  await expect(rowOf(page, "IN_FOLDER")).toBeVisible();

  await page.getByRole("tab", { name: "Staging" }).click();
  await expect(page.getByText("There is no folder /apps in staging")).toBeVisible();
  await page.getByRole("button", { name: "Add the folder" }).click();
  await expect(page.getByText("This folder has no secrets yet")).toBeVisible();
  await page.getByRole("tab", { name: "Development" }).click();

  await page.getByRole("navigation", { name: "Folder path" }).getByRole("link", { name: "Root folder" }).click();
  await page.getByRole("button", { name: "Actions for apps" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit apps" });
  await edit.getByLabel("Name").fill("services");
  await edit.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Actions for services" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete the folder /services?" });
  await expect(question).toContainText("1 secret in it is gone for good");
  await question.getByRole("button", { name: "Delete folder" }).click();
  await expect(question.getByText("Type services to confirm.")).toBeVisible();
  await question.getByRole("textbox").fill("services");
  await question.getByRole("button", { name: "Delete folder" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("list", { name: "Folders" })).toBeHidden();
});

test("tags are made, put on secrets and filtered by", async ({ adminPage: page, world }) => {
  const { projectId } = await seedProject(world, "Tags");
  await writeSecret(world, "OTHER", { projectId, secretValue: "x" });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  const sheet = await openSecret(page, "API_KEY");
  await sheet.getByRole("button", { name: "Choose tags" }).click();
  await page.getByRole("menuitem", { name: "New tag…" }).click();
  const dialog = page.getByRole("dialog", { name: "New tag" });
  await dialog.getByLabel("Name").fill("backend");
  await dialog.getByRole("button", { name: "Add tag" }).click();
  await expect(dialog).toBeHidden();
  await sheet.getByRole("button", { name: "Choose tags" }).click();
  await page.getByRole("menuitemcheckbox", { name: "backend" }).click();
  await page.keyboard.press("Escape");
  await expect(sheet.getByRole("list", { name: "Chosen tags" })).toContainText("backend");
  await sheet.getByRole("button", { name: "Save changes" }).click();
  await expect(sheet.getByText("version 2")).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(rowOf(page, "API_KEY")).toContainText("backend");

  await page.getByRole("button", { name: "Tags" }).click();
  await page.getByRole("menuitemcheckbox", { name: "backend" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/tags=/);
  await expect(rowOf(page, "API_KEY")).toBeVisible();
  await expect(rowOf(page, "OTHER")).toBeHidden();

  await page.getByRole("button", { name: "Tags" }).click();
  await page.getByRole("menuitem", { name: "Manage tags…" }).click();
  const tags = page.getByRole("dialog", { name: "Tags" });
  await tags.getByRole("button", { name: "Actions for backend" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete tag" }).click();
  await expect(tags.getByText("This project has no tags yet")).toBeVisible();
});
