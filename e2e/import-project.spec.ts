import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test, type World } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { seedProject } from "./seeded-project.ts";
import { expectNoOverflow, VIEWS } from "./views.ts";

// The workers share them.
test.describe.configure({ mode: "parallel" });

/** A project with one of everything that a document holds. */
async function seedWhole(world: World, name: string): Promise<string> {
  const { projectId } = await seedProject(world, name);
  const send = async (path: string, body: object) => {
    const answer = await rest(world.url, "POST", path, { body: { projectId, ...body }, token: world.admin.token });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const { tag } = await send(`/api/v1/projects/${projectId}/tags`, { slug: "backend", color: "#2563eb" });
  await send(`/api/v1/projects/${projectId}/environments`, { name: "Quality", slug: "qa" });
  await send("/api/v2/folders", { environment: "qa", name: "apps", path: "/" });
  // The shape is the REST tests' business; here only the id is read.
  const tagIds = [(tag as { id: string }).id];
  const content = { secretValue: "line one\nline two", secretComment: "why", tagIds };
  await send("/api/v4/secrets/URL", { environment: "qa", secretPath: "/apps", ...content });
  await send("/api/v2/secret-imports", { environment: "qa", path: "/apps", import: { environment: "dev", path: "/" } });
  return projectId;
}

async function exportProject(page: Page, world: World, projectId: string): Promise<string> {
  const answer = await page.request.get(`${world.url}/api/downloads/project?projectId=${projectId}`);
  expect(answer.status()).toBe(200);
  return answer.text();
}

const choose = (page: Page, text: string) =>
  page.locator('input[type="file"]').setInputFiles({
    name: "shop.json",
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });

test("a project that was exported is imported into a new one, looked at before, and finished after it broke off", async ({
  adminPage: page,
  world,
}) => {
  const projectId = await seedWhole(world, "To take along");
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "The whole project" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");

  await page.goto(`${world.url}/projects`);
  await page.getByRole("button", { name: "Create project" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("Taken along");
  await page.getByRole("dialog").getByRole("button", { name: "Create project" }).click();
  await page.getByRole("button", { name: "Import a project" }).click();
  const sheet = page.getByRole("dialog", { name: "Import a project" });
  await choose(page, '{"API_KEY": "x"}');
  await expect(sheet.getByRole("alert")).toContainText("The file is no export of a project");
  await choose(page, text);
  const changes = sheet.getByRole("list", { name: "What changes" });
  await expect(changes.getByText("Environments1 new3 there already")).toBeVisible();
  await expect(changes.getByText("Secrets2 new")).toBeVisible();

  await page.route("**/api/trpc/projectImport.write**", (route) => route.abort(), { times: 1 });
  await sheet.getByRole("button", { name: "Import" }).click();
  await expect(sheet.getByText("The import stopped.")).toBeVisible();
  await expect(sheet.getByText("The server could not be reached.")).toBeVisible();
  await sheet.getByRole("button", { name: "Look again" }).click();
  await sheet.getByRole("button", { name: "Import" }).click();
  await expect(sheet.getByText("The import is done.")).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).last().click();
  await expect(sheet).toBeHidden();

  await page.getByRole("tab", { name: "Quality" }).click();
  await page.getByRole("link", { name: "apps" }).click();
  await expect(page.getByRole("row", { name: /URL/ })).toContainText("backend");
  await expect(page.getByRole("row", { name: /API_KEY/ })).toContainText("Imported from dev:/");
});

test("secrets that differ are kept, or replaced when the person says so, and what is the same is not written", async ({
  adminPage: page,
  world,
}) => {
  const projectId = await seedWhole(world, "Twice");
  const text = await exportProject(page, world, projectId);
  await rest(world.url, "PATCH", "/api/v4/secrets/API_KEY", {
    body: { projectId, environment: "dev", secretValue: "newer" },
    token: world.admin.token,
  });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  await page.getByRole("button", { name: "Import project" }).click();
  const sheet = page.getByRole("dialog", { name: "Import a project" });
  await choose(page, text);
  await expect(sheet.getByRole("list", { name: "Secrets with other contents" })).toHaveText("dev:/ API_KEY");
  await expect(sheet.getByText("There is nothing to write.")).toBeVisible();
  await sheet.getByRole("radio", { name: /Replace it/ }).click();
  await sheet.getByRole("button", { name: "Import" }).click();
  await expect(sheet.getByText("1 of 1 written")).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: "Reveal API_KEY" }).click();
  await expect(page.getByRole("row", { name: /API_KEY/ })).toContainText("s3cr3t");
});

for (const { name: view, ...use } of VIEWS) {
  test.describe(`in ${view}`, () => {
    test.use(use);

    test("each step of an import is accessible and fits", async ({ adminPage: page, world, expectAccessible }) => {
      const look = (what: string) =>
        test.step(what, async () => {
          // To be looked at, in the folder of the test's results.
          await page.screenshot({ path: test.info().outputPath(`${what.replaceAll(" ", "-")}.png`) });
          await expectAccessible(page);
          await expectNoOverflow(page, what);
        });
      const document = JSON.parse(await exportProject(page, world, await seedWhole(world, `Whole ${view}`)));
      const { projectId } = await seedProject(world, `Import ${view}`);
      document.secrets[0].value = "another";
      document.imports.push({ ...document.imports[0], source: { environment: "gone", secretPath: "/" } });
      document.isPartial = true;
      await page.goto(`${world.url}/projects/${projectId}/secrets?environment=prod`);
      await expect(page.getByRole("button", { name: "Import a project" })).toBeVisible();
      await look("an empty folder");
      await page.getByRole("button", { name: "Import project" }).click();
      const sheet = page.getByRole("dialog", { name: "Import a project" });
      await choose(page, JSON.stringify({ ...document, tags: [{ slug: "Not a slug", color: "" }] }));
      await expect(sheet.getByRole("alert")).toContainText("tags.0.slug: Must be lower-case letters");
      await look("a file that is refused");
      await choose(page, JSON.stringify(document));
      await expect(sheet.getByText("1 left out")).toBeVisible();
      await look("the preview");
      await page.route("**/api/trpc/projectImport.write**", (route) => route.abort(), { times: 1 });
      await sheet.getByRole("button", { name: "Import" }).click();
      await expect(sheet.getByText("The import stopped.")).toBeVisible();
      await look("an import that stopped");
      await sheet.getByRole("button", { name: "Look again" }).click();
      await sheet.getByRole("button", { name: "Import" }).click();
      await expect(sheet.getByText("The import is done.")).toBeVisible();
      await look("an import that is done");
    });
  });
}
