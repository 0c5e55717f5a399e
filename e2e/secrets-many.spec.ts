import { readFile } from "node:fs/promises";
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

test("a file is read, shown with what it changes and written at once; what comes back out is the same", async ({
  adminPage: page,
  world,
}) => {
  const { projectId } = await seedProject(world, "Files");
  await send(world, "/api/v4/secrets/SAME", { projectId, environment: "dev", secretValue: "same" });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  await page.getByRole("button", { name: "Add many" }).click();
  const sheet = page.getByRole("dialog", { name: "Add many secrets" });
  await sheet
    .getByLabel("Secrets", { exact: true })
    .fill("# of a file\nAPI_KEY='new value'\nSAME=same\nPEM=\"one\ntwo\"\nnonsense\na/b=1");
  await sheet.getByRole("button", { name: "Show what changes" }).click();
  await expect(sheet.getByText("1 new, 1 changed, 1 the same.")).toBeVisible();
  const problems = sheet.getByRole("alert", { name: "What could not be read" });
  await expect(problems).toContainText("Line 6: Must be KEY=value");
  await expect(sheet).not.toContainText("new value");
  await sheet.getByRole("radio", { name: /Leave them as they are/ }).click();
  await expect(sheet.getByRole("button", { name: "Write 1 secret" })).toBeVisible();
  await sheet.getByRole("radio", { name: /Overwrite them/ }).click();

  await rest(world.url, "PATCH", "/api/v4/secrets/API_KEY", {
    body: { projectId, environment: "dev", secretValue: "of somebody else" },
    token: world.admin.token,
  });
  await sheet.getByRole("button", { name: "Write 2 secrets" }).click();
  await expect(sheet.getByText(/changed by somebody else meanwhile/)).toBeVisible();
  await sheet.getByRole("button", { name: "Write 2 secrets" }).click();
  await expect(sheet).toBeHidden();

  const exportAs = async (item: string) => {
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: item }).click(),
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  };
  const json = await exportAs("JSON");
  expect(json.name).toBe("secrets-dev.json");
  expect(JSON.parse(json.text)).toEqual({ API_KEY: "new value", PEM: "one\ntwo", SAME: "same" });
  expect(await exportAs(".env")).toEqual({
    name: "secrets-dev.env",
    text: "# For the tests\nAPI_KEY='new value'\nPEM='one\ntwo'\nSAME=same\n",
  });
  expect(await exportAs("YAML")).toEqual({
    name: "secrets-dev.yaml",
    text: '"API_KEY": "new value"\n"PEM": "one\\ntwo"\n"SAME": "same"\n',
  });

  const project: unknown = JSON.parse((await exportAs("The whole project")).text);
  expect(project).toMatchObject({
    environments: [{ slug: "dev" }, { slug: "staging" }, { slug: "prod" }],
    secrets: [
      { environment: "dev", secretPath: "/", key: "API_KEY", value: "new value" },
      { key: "PEM", value: "one\ntwo" },
      { key: "SAME", value: "same" },
    ],
    isPartial: false,
  });
});

test("files of each kind, chosen or dropped, are shown with what they change and written with the values in them", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const { projectId } = await seedProject(world, "Chosen files");
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  const sheet = page.getByRole("dialog", { name: "Add many secrets" });
  const choose = async (name: string, text: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      sheet.getByRole("button", { name: "Choose a file" }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  };
  const drop = (name: string, text: string) =>
    sheet
      .getByLabel("Secrets", { exact: true })
      .drop({ files: { name, mimeType: "text/plain", buffer: Buffer.from(text) } });
  const files = [
    {
      give: choose,
      name: "of.json",
      text: '{ "API_KEY": "of json", "PORT": 8080 }',
      format: "JSON",
      changes: "1 new, 1 changed",
    },
    {
      give: choose,
      name: "of.yaml",
      text: "API_KEY: of yaml\nPEM: |\n  one\n  two\n",
      format: "YAML",
      changes: "1 new, 1 changed",
    },
    {
      give: drop,
      name: "prod.env",
      text: "# note: dropped\nAPI_KEY=of env\nURL='a: b'\n",
      format: ".env",
      changes: "1 new, 1 changed",
    },
  ];
  for (const { give, name, text, format, changes } of files) {
    await page.getByRole("button", { name: "Add many" }).click();
    await give(name, text);
    await expect(sheet.getByLabel("Secrets", { exact: true })).toHaveValue(text);
    await expect(sheet.getByRole("combobox", { name: "Format" })).toContainText(format);
    await sheet.getByRole("button", { name: "Show what changes" }).click();
    await expect(sheet.getByText(changes)).toBeVisible();
    await expectAccessible(page);
    await sheet.getByRole("button", { name: "Write 2 secrets" }).click();
    await expect(sheet).toBeHidden();
  }
  const { body } = await rest(world.url, "GET", `/api/v4/secrets?projectId=${projectId}&environment=dev`, {
    token: world.admin.token,
  });
  // The shape is the REST tests' business; here it is only read.
  const { secrets } = body as { secrets: { secretKey: string; secretValue: string }[] };
  expect(Object.fromEntries(secrets.map(({ secretKey, secretValue }) => [secretKey, secretValue]))).toEqual({
    API_KEY: "of env",
    PEM: "one\ntwo\n",
    PORT: "8080",
    URL: "a: b",
  });
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
