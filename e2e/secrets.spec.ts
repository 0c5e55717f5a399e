import { expect, test } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { seedProject } from "./seeded-project.ts";

test("an admin adds, reveals, edits and deletes a secret, and a pod's API shows the same", async ({
  adminPage: page,
  world,
}) => {
  const { projectId } = await seedProject(world, "Secrets journey");
  const read = () =>
    rest(world.url, "GET", `/api/v4/secrets/GREETING?projectId=${projectId}&environment=dev`, {
      token: world.admin.token,
    });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);

  await page.getByRole("button", { name: "Add secret" }).click();
  const sheet = page.getByRole("dialog", { name: "Add secret" });
  await sheet.getByLabel("Key").fill("not/a key");
  await sheet.getByLabel("Value").fill("line one\nline two");
  await sheet.getByRole("button", { name: "Add secret" }).click();
  await expect(sheet.getByText('Must not contain ":" or "/"')).toBeVisible();
  await sheet.getByLabel("Key").fill("GREETING");
  await sheet.getByRole("button", { name: "Add secret" }).click();
  const row = page.getByRole("row", { name: /GREETING/ });
  await expect(row).toBeVisible();
  await expect(row).not.toContainText("line one");
  expect((await read()).body).toMatchObject({ secret: { secretValue: "line one\nline two", version: 1 } });

  await page.getByRole("button", { name: "Reveal GREETING" }).click();
  await expect(row).toContainText("line one");
  await page.getByRole("button", { name: "Hide GREETING" }).click();
  await expect(row).not.toContainText("line one");

  await row.getByRole("button", { name: /actions|more/i }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit GREETING" });
  await edit.getByLabel("Comment").fill("Said at the door");
  await edit.getByRole("button", { name: "Save changes" }).click();
  await expect(edit).toBeHidden();
  expect((await read()).body).toMatchObject({
    secret: { secretValue: "line one\nline two", secretComment: "Said at the door", version: 2 },
  });

  await row.getByRole("button", { name: /actions|more/i }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /Delete/ })
    .click();
  await expect(row).toBeHidden();
  expect((await read()).status).toBe(404);
});
