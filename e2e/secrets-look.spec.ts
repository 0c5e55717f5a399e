import type { Page } from "@playwright/test";
import { expect, test, type World } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { seedProject } from "./seeded-project.ts";
import { expectNoOverflow, VIEWS } from "./views.ts";

// The workers share them.
test.describe.configure({ mode: "parallel" });

async function close(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
}

function writerTo({ url, admin }: World, projectId: string) {
  return async (method: "POST" | "PATCH", path: string, body: object): Promise<void> => {
    const answer = await rest(url, method, path, { body: { projectId, ...body }, token: admin.token });
    expect(answer.status).toBe(200);
  };
}

/** Opens the secrets of a project that has one of everything; the project's id. */
async function openSecrets(page: Page, world: World, name: string): Promise<string> {
  const { projectId } = await seedProject(world, name);
  const send = writerTo(world, projectId);
  await send("POST", `/api/v1/projects/${projectId}/tags`, { slug: "backend", color: "#2563eb" });
  await send("POST", "/api/v2/folders", { environment: "dev", name: "apps", path: "/" });
  await send("POST", "/api/v4/secrets/SHARED", { environment: "prod", secretValue: "x" });
  await send("PATCH", "/api/v4/secrets/API_KEY", { environment: "dev", secretValue: "line one\nline two" });
  const source = { environment: "prod", path: "/" };
  await send("POST", "/api/v2/secret-imports", { environment: "dev", path: "/", import: source });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  await expect(page.getByRole("row", { name: /SHARED/ })).toBeVisible();
  return projectId;
}

/** Looks at the page as it stands. */
function lookerAt(page: Page, expectAccessible: (page: Page) => Promise<void>) {
  return (what: string): Promise<void> =>
    test.step(what, async () => {
      // To be looked at, in the folder of the test's results.
      await page.screenshot({ path: test.info().outputPath(`${what.replaceAll(" ", "-")}.png`) });
      await expectAccessible(page);
      await expectNoOverflow(page, what);
    });
}

for (const { name: view, ...use } of VIEWS) {
  test.describe(`in ${view}`, () => {
    test.use(use);

    test("what is done to several secrets is accessible and fits", async ({
      adminPage: page,
      world,
      expectAccessible,
    }) => {
      const look = lookerAt(page, expectAccessible);
      await openSecrets(page, world, `Several secrets ${view}`);
      await page.getByRole("button", { name: "Export" }).click();
      await expect(page.getByRole("menuitem", { name: "The whole project" })).toBeVisible();
      // Not by axe: an open menu stands outside the page's landmarks, as its pattern has it.
      await expectNoOverflow(page, "what can be exported");
      await page.keyboard.press("Escape");
      await page.getByRole("checkbox", { name: "Select API_KEY" }).click();
      await page.getByRole("button", { name: "Reveal API_KEY" }).click();
      await look("the page with a selection");
      await page.getByRole("button", { name: "Move to…" }).click();
      await expect(page.getByRole("dialog", { name: "Move 1 secret" })).toBeVisible();
      await look("moving");
    });

    test("everything of one secret is accessible and fits", async ({ adminPage: page, world, expectAccessible }) => {
      const look = lookerAt(page, expectAccessible);
      const projectId = await openSecrets(page, world, `One secret ${view}`);
      const send = writerTo(world, projectId);
      await page.getByRole("button", { name: "API_KEY", exact: true }).click();
      const sheet = page.getByRole("dialog", { name: "API_KEY" });
      await sheet.getByRole("button", { name: "Change value" }).click();
      await sheet.getByRole("button", { name: "Add entry" }).click();
      await sheet.getByRole("button", { name: "Remove entry 1" }).click();
      await look("a secret's form");
      await sheet.getByLabel("Value", { exact: true }).fill("mine");
      await send("PATCH", "/api/v4/secrets/API_KEY", { environment: "dev", secretValue: "theirs" });
      await sheet.getByRole("button", { name: "Save changes" }).click();
      await expect(sheet.getByRole("alert", { name: "Changed by somebody else" })).toBeVisible();
      await look("a conflict");
      await sheet.getByRole("button", { name: "Keep theirs" }).click();
      await expect(sheet.getByText("version 3")).toBeVisible();
      await sheet.getByRole("tab", { name: "References" }).click();
      await sheet.getByRole("button", { name: "Reveal and resolve" }).click();
      await look("references");
      await sheet.getByRole("tab", { name: "Your value" }).click();
      await look("one's own value");
      await sheet.getByRole("tab", { name: "History" }).click();
      await sheet.getByRole("button", { name: "Compare version 1 with the current one" }).click();
      await sheet.getByRole("button", { name: "Reveal both values" }).click();
      await expect(sheet.getByRole("figure", { name: "Value" })).toBeVisible();
      await look("history");
      await close(page);
      await page.getByRole("button", { name: "Actions for API_KEY" }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await send("PATCH", "/api/v4/secrets/API_KEY", { environment: "dev", secretValue: "theirs again" });
      await page.getByRole("button", { name: "Delete secret" }).click();
      await expect(page.getByRole("button", { name: "Look again" })).toBeVisible();
      await look("a deletion that came too late");
    });

    test("adding secrets is accessible and fits", async ({ adminPage: page, world, expectAccessible }) => {
      const look = lookerAt(page, expectAccessible);
      await openSecrets(page, world, `New secrets ${view}`);
      await page.getByRole("button", { name: "Add secret" }).click();
      await expect(page.getByRole("dialog", { name: "Add secret" })).toBeVisible();
      await look("adding a secret");
      await close(page);
      await page.getByRole("button", { name: "Add many" }).click();
      const many = page.getByRole("dialog", { name: "Add many secrets" });
      await many.getByLabel("Secrets", { exact: true }).fill("A=1\nAPI_KEY=2\nnonsense");
      await look("adding many");
      await many.getByRole("button", { name: "Show what changes" }).click();
      await expect(many.getByText("1 new, 1 changed")).toBeVisible();
      await look("what a file changes");
    });

    test("imports, tags and folders are accessible and fit", async ({ adminPage: page, world, expectAccessible }) => {
      const look = lookerAt(page, expectAccessible);
      await openSecrets(page, world, `Around secrets ${view}`);
      await page.getByRole("button", { name: "Add import" }).click();
      await expect(page.getByRole("dialog", { name: "Import secrets" })).toBeVisible();
      await look("importing");
      await close(page);
      await page.getByRole("button", { name: "Tags" }).click();
      await page.getByRole("menuitem", { name: "Manage tags…" }).click();
      await expect(page.getByRole("dialog", { name: "Tags" })).toBeVisible();
      await look("tags");
      await close(page);
      await page.getByRole("button", { name: "Actions for apps" }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await expect(page.getByRole("alertdialog")).toContainText("It is empty.");
      await look("deleting a folder");
    });
  });
}
