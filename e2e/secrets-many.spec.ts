import { expect, test } from "./fixtures.ts";
import { rest, send } from "./rest.ts";
import { seedProject } from "./seeded-project.ts";

test("a folder imports others in an order that is explained and can be changed; circles are refused in words", async ({
  adminPage: page,
  world,
}) => {
  const { projectId } = await seedProject(world, "Imports");
  for (const environment of ["staging", "prod"]) {
    await send(world, "/api/v4/secrets/SHARED", { projectId, environment, secretValue: `of ${environment}` });
  }
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  for (const environment of ["Staging", "Production"]) {
    await page.getByRole("button", { name: "Add import" }).click();
    const dialog = page.getByRole("dialog", { name: "Import secrets" });
    await dialog.getByRole("combobox", { name: "Environment" }).click();
    await page.getByRole("option", { name: environment }).click();
    await dialog.getByRole("button", { name: "Add import" }).click();
    await expect(dialog).toBeHidden();
  }
  const row = page.getByRole("row", { name: /SHARED/ });
  await expect(row).toContainText("Imported from prod:/");
  await expect(page.getByText("the lower in this list wins")).toBeVisible();
  await page.getByRole("button", { name: "Reveal SHARED" }).click();
  await expect(row).toContainText("of prod");
  await page.getByRole("button", { name: "Move prod:/ up" }).click();
  await expect(row).toContainText("Imported from staging:/");

  await page.getByRole("tab", { name: "Staging" }).click();
  await page.getByRole("button", { name: "Add import" }).click();
  const dialog = page.getByRole("dialog", { name: "Import secrets" });
  await expect(dialog.getByRole("combobox", { name: "Environment" })).toContainText("Development");
  await dialog.getByRole("button", { name: "Add import" }).click();
  await expect(dialog.getByText("The import would lead back to the folder it is made in")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("tab", { name: "Development" }).click();
  await page.getByRole("button", { name: "Remove staging:/" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove import" }).click();
  await expect(row).toContainText("Imported from prod:/");
  await page.getByRole("button", { name: "SHARED", exact: true }).click();
  await expect(page).toHaveURL(/environment=prod/);
  await expect(page.getByRole("dialog", { name: "SHARED" })).toBeVisible();
});

test("several secrets are tagged, copied, moved and deleted together", async ({ adminPage: page, world }) => {
  const { projectId } = await seedProject(world, "Many");
  for (const key of ["ONE", "TWO"]) {
    await send(world, `/api/v4/secrets/${key}`, { projectId, environment: "dev", secretValue: key });
  }
  await send(world, `/api/v1/projects/${projectId}/tags`, { slug: "batch", color: "#2563eb" });
  await send(world, "/api/v2/folders", { projectId, environment: "dev", name: "apps", path: "/" });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  const bar = page.getByRole("region", { name: "Selection" });
  const choose = async () => {
    await page.getByRole("checkbox", { name: "Select ONE" }).click();
    await page.getByRole("checkbox", { name: "Select TWO" }).click();
    await expect(bar).toContainText("2 selected");
  };

  await choose();
  await bar.getByRole("button", { name: "Tag…" }).click();
  const tagging = page.getByRole("dialog", { name: "Tag 2 secrets" });
  await tagging.getByRole("button", { name: "Choose tags" }).click();
  await page.getByRole("menuitemcheckbox", { name: "batch" }).click();
  await page.keyboard.press("Escape");
  await tagging.getByRole("button", { name: "Add tags" }).click();
  await expect(page.getByRole("row", { name: /ONE/ })).toContainText("batch");

  await bar.getByRole("button", { name: "Copy to…" }).click();
  const copying = page.getByRole("dialog", { name: "Copy 2 secrets" });
  await copying.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(copying.getByText("Choose another environment or folder")).toBeVisible();
  await copying.getByRole("combobox", { name: "Environment" }).click();
  await page.getByRole("option", { name: "Production" }).click();
  await copying.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(copying).toBeHidden();

  await bar.getByRole("button", { name: "Move to…" }).click();
  const moving = page.getByRole("dialog", { name: "Move 2 secrets" });
  await moving.getByRole("combobox", { name: "Folder" }).fill("/apps");
  await page.getByRole("option", { name: "/apps" }).click();
  await moving.getByRole("button", { name: "Move", exact: true }).click();
  await expect(moving).toBeHidden();
  await expect(page.getByRole("row", { name: /ONE/ })).toBeHidden();

  await page.getByRole("checkbox", { name: "With the folders below" }).click();
  await expect(page.getByRole("row", { name: /ONE/ })).toContainText("In /apps");
  await bar.getByRole("button", { name: "Delete…" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete 2 secrets?" });
  await expect(question).toContainText("ONE and TWO are gone for good");
  const remove = async () => {
    await question.getByRole("textbox").fill("2");
    await question.getByRole("button", { name: "Delete 2 secrets" }).click();
  };
  await rest(world.url, "PATCH", "/api/v4/secrets/ONE", {
    body: { projectId, environment: "dev", secretPath: "/apps", secretValue: "of somebody else" },
    token: world.admin.token,
  });
  await remove();
  await expect(question.getByRole("alert")).toContainText("changed by somebody else meanwhile");
  await question.getByRole("button", { name: "Look again" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("row", { name: /TWO/ })).toBeVisible();
  await bar.getByRole("button", { name: "Delete…" }).click();
  await remove();
  await expect(question).toBeHidden();
  await expect(page.getByRole("row", { name: /ONE/ })).toBeHidden();
  const { body } = await rest(world.url, "GET", `/api/v4/secrets/ONE?projectId=${projectId}&environment=prod`, {
    token: world.admin.token,
  });
  expect(body).toMatchObject({ secret: { secretValue: "ONE", tags: [{ slug: "batch" }] } });
});

test("what was tagged or moved before a later folder refused is shown as it is now", async ({
  adminPage: page,
  world,
}) => {
  const { projectId } = await seedProject(world, "Half done");
  const inApps = { projectId, environment: "dev", secretPath: "/apps" };
  await send(world, "/api/v2/folders", { projectId, environment: "dev", name: "apps", path: "/" });
  await send(world, "/api/v4/secrets/ONE", { projectId, environment: "dev", secretValue: "one" });
  await send(world, "/api/v4/secrets/TWO", { ...inApps, secretValue: "two" });
  await send(world, "/api/v4/secrets/TWO", { projectId, environment: "prod", secretValue: "in the way" });
  await send(world, `/api/v1/projects/${projectId}/tags`, { slug: "batch", color: "#2563eb" });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  await page.getByRole("checkbox", { name: "With the folders below" }).click();
  await page.getByRole("checkbox", { name: "Select ONE" }).click();
  await page.getByRole("checkbox", { name: "Select TWO" }).click();
  const bar = page.getByRole("region", { name: "Selection" });

  await rest(world.url, "PATCH", "/api/v4/secrets/TWO", {
    body: { ...inApps, secretValue: "of somebody else" },
    token: world.admin.token,
  });
  await bar.getByRole("button", { name: "Tag…" }).click();
  const tagging = page.getByRole("dialog", { name: "Tag 2 secrets" });
  await tagging.getByRole("button", { name: "Choose tags" }).click();
  await page.getByRole("menuitemcheckbox", { name: "batch" }).click();
  await page.keyboard.press("Escape");
  await tagging.getByRole("button", { name: "Add tags" }).click();
  await expect(tagging.getByRole("alert")).toContainText("changed by somebody else meanwhile");
  await tagging.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("row", { name: /ONE/ })).toContainText("batch");

  await bar.getByRole("button", { name: "Move to…" }).click();
  const moving = page.getByRole("dialog", { name: "Move 2 secrets" });
  await moving.getByRole("combobox", { name: "Environment" }).click();
  await page.getByRole("option", { name: "Production" }).click();
  await moving.getByRole("button", { name: "Move", exact: true }).click();
  await expect(moving.getByRole("alert")).toContainText("already exists");
  await moving.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("row", { name: /TWO/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /ONE/ })).toBeHidden();
});

test("a thousand secrets in a folder stay pleasant: paged, filtered and sorted over all of them", async ({
  adminPage: page,
  world,
}) => {
  const { projectId } = await seedProject(world, "A thousand");
  const secrets = Array.from({ length: 999 }, (_, index) => ({
    secretKey: `KEY_${String(index).padStart(3, "0")}`,
    secretValue: `${index}`,
  }));
  await send(world, "/api/v4/secrets/batch", { projectId, environment: "dev", secrets });
  await page.goto(`${world.url}/projects/${projectId}`);
  const began = Date.now();
  await expect(page.getByText("1–100 of 1,000")).toBeVisible();
  expect(Date.now() - began).toBeLessThan(10_000);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("row", { name: /KEY_099/ })).toBeVisible();
  await expect(page).toHaveURL(/page=2/);
  await page.getByRole("button", { name: "Key", exact: true }).click();
  await page.getByRole("button", { name: "Key", exact: true }).click();
  await expect(page.getByRole("row", { name: /KEY_898/ })).toBeVisible();
  await page.getByRole("searchbox", { name: "Filter secrets" }).fill("key_77");
  await expect(page.getByRole("row", { name: /KEY_77\d/ })).toHaveCount(10);
});
