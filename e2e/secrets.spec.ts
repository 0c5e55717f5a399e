import { expect, test } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { openSecret, rowOf, writeSecret } from "./secret-page.ts";
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
  await sheet.getByLabel("Key", { exact: true }).fill("not/a key");
  await sheet.getByLabel("Value", { exact: true }).fill("line one\nline two");
  await sheet.getByRole("button", { name: "Add secret" }).click();
  await expect(sheet.getByText('Must not contain ":" or "/"')).toBeVisible();
  await sheet.getByLabel("Key", { exact: true }).fill("GREETING");
  await sheet.getByRole("button", { name: "Add entry" }).click();
  await sheet.getByLabel("Key 1").fill("owner");
  await sheet.getByLabel("Value 1").fill("shop");
  await sheet.getByRole("button", { name: "Add secret" }).click();
  const row = rowOf(page, "GREETING");
  await expect(row).toBeVisible();
  await expect(row).not.toContainText("line one");
  expect((await read()).body).toMatchObject({ secret: { secretValue: "line one\nline two", version: 1 } });

  await page.getByRole("button", { name: "Reveal GREETING" }).click();
  await expect(row).toContainText("line one");
  await page.getByRole("button", { name: "Hide GREETING" }).click();
  await expect(row).not.toContainText("line one");

  const edit = await openSecret(page, "GREETING");
  await expect(edit.getByLabel("Key 1")).toHaveValue("owner");
  await expect(edit.getByLabel("Value 1")).toHaveValue("shop");
  await edit.getByLabel("Value 1").fill("billing");
  await edit.getByLabel("Comment").fill("Said at the door");
  await edit.getByRole("button", { name: "Save changes" }).click();
  await expect(edit.getByText("version 2")).toBeVisible();
  expect((await read()).body).toMatchObject({
    secret: {
      secretValue: "line one\nline two",
      secretComment: "Said at the door",
      secretMetadata: [{ key: "owner", value: "billing" }],
      version: 2,
    },
  });
  await edit.getByRole("button", { name: "Change value" }).click();
  await expect(edit.getByLabel("Value", { exact: true })).toHaveValue("line one\nline two");
  await edit.getByLabel("Value", { exact: true }).fill("good evening");
  await edit.getByRole("button", { name: "Close" }).click();
  const discard = page.getByRole("alertdialog", { name: "Discard what you typed?" });
  await discard.getByRole("button", { name: "Keep editing" }).click();
  await edit.getByRole("button", { name: "Save changes" }).click();
  await expect(edit.getByText("version 3")).toBeVisible();
  expect((await read()).body).toMatchObject({ secret: { secretValue: "good evening", version: 3 } });
  await edit.getByRole("button", { name: "Close" }).click();
  await expect(edit).toBeHidden();

  await row.getByRole("button", { name: "Actions for GREETING" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("All 3 versions of it cannot be had back");
  await rest(world.url, "PATCH", "/api/v4/secrets/GREETING", {
    body: { projectId, environment: "dev", secretValue: "of somebody else" },
    token: world.admin.token,
  });
  await question.getByRole("button", { name: "Delete secret" }).click();
  await expect(question.getByRole("alert")).toContainText("changed by somebody else meanwhile");
  await question.getByRole("button", { name: "Look again" }).click();
  await expect(question).toBeHidden();
  const versions = edit.getByRole("list", { name: "Versions" });
  await expect(versions.getByRole("listitem").first()).toContainText("Version 4");
  expect((await read()).body).toMatchObject({ secret: { secretValue: "of somebody else" } });
  await edit.getByRole("button", { name: "Close" }).click();
  await expect(edit).toBeHidden();

  await row.getByRole("button", { name: "Actions for GREETING" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(question).toContainText("All 4 versions of it cannot be had back");
  await question.getByRole("button", { name: "Delete secret" }).click();
  await expect(question).toBeHidden();
  await expect(row).toBeHidden();
  expect((await read()).status).toBe(404);
});

test("values stay out of every address, and reveal and copy are written down", async ({ adminPage: page, world }) => {
  const { projectId } = await seedProject(world, "Nothing in the address");
  const { body } = await rest(world.url, "GET", `/api/v4/secrets/API_KEY?projectId=${projectId}&environment=dev`, {
    token: world.admin.token,
  });
  // The shape is the REST tests' business; here only the id is read.
  const { id } = body.secret as { id: string };
  const log = await page.context().newPage();
  const expectReads = async (count: number) => {
    await log.goto(`${world.url}/audit-log?action=secret.read&search=${id}`);
    await expect(log.getByRole("row", { name: /secret\.read/ })).toHaveCount(count);
  };

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  await expectReads(0);
  await page.bringToFront();
  await page.getByRole("button", { name: "Reveal API_KEY" }).click();
  await expect(rowOf(page, "API_KEY")).toContainText("s3cr3t");
  await expectReads(1);
  await page.bringToFront();
  await page.getByRole("button", { name: "Hide API_KEY" }).click();
  await page.getByRole("button", { name: "Copy API_KEY" }).click();
  await expect(page.getByText("Copied API_KEY")).toBeVisible();
  expect(await page.evaluate<string>("navigator.clipboard.readText()")).toBe("s3cr3t");
  await expectReads(2);
  await page.bringToFront();
  const sheet = await openSecret(page, "API_KEY");
  await sheet.getByRole("button", { name: "Change value" }).click();
  await sheet.getByLabel("Value", { exact: true }).fill("s3cr3t-too");
  await sheet.getByRole("button", { name: "Save changes" }).click();
  await expect(sheet.getByText("version 2")).toBeVisible();
  expect(addresses.filter((address) => address.includes("s3cr3t"))).toEqual([]);
});

test("the later of two editors is told, sees both values and chooses; nothing is silently overwritten", async ({
  adminPage: page,
  world,
}) => {
  const { projectId } = await seedProject(world, "Two editors");
  const read = async () => {
    const path = `/api/v4/secrets/API_KEY?projectId=${projectId}&environment=dev`;
    return (await rest(world.url, "GET", path, { token: world.admin.token })).body;
  };
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  const sheet = await openSecret(page, "API_KEY");
  await sheet.getByRole("button", { name: "Change value" }).click();
  await sheet.getByLabel("Value", { exact: true }).fill("mine");
  await writeSecret(world, "API_KEY", { projectId, secretValue: "theirs" }, "PATCH");
  await sheet.getByRole("button", { name: "Save changes" }).click();

  const conflict = sheet.getByRole("alert", { name: "Changed by somebody else" });
  await expect(conflict).toContainText("Nothing was overwritten");
  await expect(conflict.getByRole("figure", { name: "Value" })).toContainText("theirs");
  await expect(conflict.getByRole("figure", { name: "Value" })).toContainText("mine");
  expect(await read()).toMatchObject({ secret: { secretValue: "theirs", version: 2 } });

  await writeSecret(world, "API_KEY", { projectId, secretValue: "theirs again" }, "PATCH");
  await sheet.getByRole("button", { name: "Save mine over version 2" }).click();
  await expect(conflict).toContainText("theirs again");
  expect(await read()).toMatchObject({ secret: { secretValue: "theirs again", version: 3 } });
  await sheet.getByRole("button", { name: "Save mine over version 3" }).click();
  await expect(conflict).toBeHidden();
  expect(await read()).toMatchObject({ secret: { secretValue: "mine", version: 4 } });

  await sheet.getByLabel("Comment").fill("lost on purpose");
  await writeSecret(world, "API_KEY", { projectId, secretValue: "newest" }, "PATCH");
  await sheet.getByRole("button", { name: "Save changes" }).click();
  await sheet.getByRole("button", { name: "Keep theirs" }).click();
  await expect(sheet.getByLabel("Comment")).toHaveValue("For the tests");
  expect(await read()).toMatchObject({ secret: { secretValue: "newest", secretComment: "For the tests", version: 5 } });
});

test("an earlier version is compared with the current one and restored", async ({ adminPage: page, world }) => {
  const { projectId } = await seedProject(world, "History");
  await writeSecret(world, "API_KEY", { projectId, secretValue: "second" }, "PATCH");
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  const sheet = await openSecret(page, "API_KEY");
  await sheet.getByRole("tab", { name: "History" }).click();
  await sheet.getByRole("button", { name: "Compare version 1 with the current one" }).click();
  await sheet.getByRole("button", { name: "Reveal both values" }).click();
  const difference = sheet.getByRole("figure", { name: "Value" });
  await expect(difference).toContainText("s3cr3t");
  await expect(difference).toContainText("second");
  await sheet.getByRole("button", { name: "Restore version 1" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Restore" }).click();
  const newest = sheet.getByRole("list", { name: "Versions" }).getByRole("listitem").first();
  await expect(newest).toContainText("Version 3");
  await page.reload();
  await expect(newest).toContainText("Version 3");
  const path = `/api/v4/secrets/API_KEY?projectId=${projectId}&environment=dev`;
  const { body } = await rest(world.url, "GET", path, { token: world.admin.token });
  expect(body).toMatchObject({ secret: { secretValue: "s3cr3t", version: 3 } });
});

test("a person keeps a value of their own, which pods never read", async ({ adminPage: page, world }) => {
  const { projectId } = await seedProject(world, "Personal values");
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  const sheet = await openSecret(page, "API_KEY");
  await sheet.getByRole("tab", { name: "Your value" }).click();
  await sheet.getByRole("textbox", { name: "Your value" }).fill("only mine");
  await sheet.getByRole("button", { name: "Save your value" }).click();
  await sheet.getByRole("button", { name: "Reveal your value of API_KEY" }).click();
  await expect(sheet.getByText("only mine")).toBeVisible();
  const path = `/api/v4/secrets/API_KEY?projectId=${projectId}&environment=dev`;
  const { body } = await rest(world.url, "GET", path, { token: world.admin.token });
  expect(body).toMatchObject({ secret: { secretValue: "s3cr3t" } });
  await sheet.getByRole("button", { name: "Remove your value" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(sheet.getByRole("button", { name: "Save your value" })).toBeVisible();
});

test("references are shown with where they lead and what they resolve to", async ({ adminPage: page, world }) => {
  const { projectId } = await seedProject(world, "References");
  await writeSecret(world, "URL", { projectId, secretValue: "https://${API_KEY}@${prod.HOST}" });
  await page.goto(`${world.url}/projects/${projectId}/secrets`);
  const sheet = await openSecret(page, "URL");
  await sheet.getByRole("tab", { name: "References" }).click();
  await sheet.getByRole("button", { name: "Reveal and resolve" }).click();
  await expect(sheet.getByText("https://s3cr3t@${prod.HOST}")).toBeVisible();
  const references = sheet.getByRole("list", { name: "References" }).getByRole("listitem");
  await expect(references.filter({ hasText: "${API_KEY}" })).toContainText("Resolved");
  await expect(references.filter({ hasText: "${prod.HOST}" })).toContainText("Missing, or not yours to read");
});
