import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.ts";
import { rest, send } from "./rest.ts";
import { seedProject } from "./seeded-project.ts";

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
