import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { kubernetesAssets } from "@podpass/testing";
import { type Cluster, startFakeCluster, startRealCluster } from "./cluster.ts";
import { createFirstAdmin } from "./first-admin.ts";
import { expect, test } from "./fixtures.ts";

const POD = { namespace: "shop", name: "web", audience: "podpass" };

function step(page: Page, title: string) {
  return expect(page.getByRole("heading", { level: 2, name: title })).toBeVisible();
}

/** Saves a file that a page offers and gives its text. */
async function download(page: Page, fileName: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: `Download ${fileName}` }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(fileName);
  return readFile(await file.path(), "utf8");
}

/** Step 1, as an admin of the cluster does it with the file the page made. Returns the reviewer's JWT. */
async function setUpReviewer(page: Page, cluster: Cluster): Promise<string> {
  await step(page, "Let Podpass ask your cluster");
  await page.getByLabel("Its namespace").fill("Not a namespace");
  await page.getByLabel("Its namespace").press("Tab");
  await expect(page.getByText(/Must be lower-case letters/)).toBeVisible();
  await expect(page.getByText("kubectl apply -f cluster-role-binding.yaml")).toBeHidden();
  await page.getByLabel("Its namespace").fill("default");
  await expect(page.getByText("kubectl apply -f cluster-role-binding.yaml")).toBeVisible();
  await page.getByText("Show podpass-reviewer.yaml").click();
  return cluster.applyReviewer(await download(page, "podpass-reviewer.yaml"));
}

async function createIdentity(page: Page): Promise<string> {
  await step(page, "Choose who the pod logs in as");
  await page.getByLabel("Name").fill("web-shop");
  await page.getByRole("button", { name: "Create and continue" }).click();
  await step(page, "Say which pods log in as web-shop");
  return new URL(page.url()).searchParams.get("identityId") ?? "";
}

async function fillChips(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole("textbox", { name: label }).fill(value);
  await page.keyboard.press("Enter");
}

/** Leaving in the middle keeps what was typed but the reviewer JWT, which is asked about. */
async function leaveAndComeBack(page: Page, reviewerJwt: string): Promise<void> {
  await page.getByRole("link", { name: "Audit log" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("link", { name: "Back" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await step(page, "Choose who the pod logs in as");
  await page.getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
  const kept = await page.evaluate<string>("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)");
  expect(kept).toContain("BEGIN CERTIFICATE");
  expect(kept).not.toContain(reviewerJwt);
  await page.getByRole("link", { name: "Guided setup" }).click();
  await page.getByRole("link", { name: "Continue" }).click();
  await step(page, "Say which pods log in as web-shop");
}

async function configureKubernetesAuth(page: Page, cluster: Cluster, reviewerJwt: string): Promise<void> {
  await page.getByLabel("Kubernetes Host / Base Kubernetes API URL").fill(cluster.url);
  await page.getByLabel("CA Certificate").fill(cluster.caCertificate);
  await page.getByLabel("Token Reviewer JWT").fill(reviewerJwt);
  await fillChips(page, "Allowed Service Account Names", POD.name);
  // Not the pod's namespace: the last step will say so.
  await fillChips(page, "Allowed Namespaces", "elsewhere");
  await fillChips(page, "Allowed Audience", POD.audience);
  await leaveAndComeBack(page, reviewerJwt);
  await expect(page.getByLabel("Kubernetes Host / Base Kubernetes API URL")).toHaveValue(cluster.url);
  await expect(page.getByLabel("CA Certificate")).toHaveValue(cluster.caCertificate.trim());
  await expect(page.getByRole("main")).toContainText("elsewhere");
  await page.getByLabel("Token Reviewer JWT").fill(reviewerJwt);
  await page.getByRole("button", { name: "Check connection" }).click();
  await expect(page.getByRole("list", { name: "Connection checks" })).toBeVisible();
  await expect(page.getByText(/^Failed/)).toBeHidden();
}

async function addToNewProject(page: Page): Promise<string> {
  await step(page, "Choose what web-shop may read");
  await page.getByLabel("Name").fill("Web Shop");
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("checkbox", { name: "Viewer" })).toBeChecked();
  await page.getByRole("button", { name: "Add and continue" }).click();
  await step(page, "Give the pod its part");
  return new URL(page.url()).searchParams.get("projectId") ?? "";
}

/** Runs the code of the page as the pod would: from where its JWT lies. */
async function runAsPod(script: string, jwt: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "podpass-pod-"));
  try {
    await writeFile(join(folder, "token"), jwt);
    const path = join(folder, "podpass.mjs");
    await writeFile(path, script.replace("/var/run/secrets/podpass/token", join(folder, "token")));
    const { stdout } = await promisify(execFile)(process.execPath, [path], { timeout: 60_000 });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("an admin of an empty organization is led to a pod that has logged in", async ({
  page,
  emptyServer,
  expectAccessible,
}) => {
  test.info().annotations.push({ type: "cluster", description: kubernetesAssets() ? "real" : "fake" });
  await using cluster = await (kubernetesAssets() ? startRealCluster() : startFakeCluster());
  await page.goto(emptyServer.url);
  await createFirstAdmin(page);
  await page.getByRole("main").getByRole("link", { name: "Guided setup" }).click();

  const reviewerJwt = await setUpReviewer(page, cluster);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Continue" }).click();
  const identityId = await createIdentity(page);
  await configureKubernetesAuth(page, cluster, reviewerJwt);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save and continue" }).click();
  const projectId = await addToNewProject(page);

  await expect(page.getByLabel("Application's service account")).toHaveValue(POD.name);
  await page.getByLabel("Its namespace").fill(POD.namespace);
  expect(await download(page, "deployment.yaml")).toContain("audience: podpass");
  await page.getByRole("tab", { name: "Node" }).click();
  const script = await download(page, "podpass.mjs");
  expect(script).toContain(identityId);
  expect(script).toContain(projectId);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Continue" }).click();

  await expect(page.getByText("Waiting for web-shop to log in")).toBeVisible();
  await expect(page.getByText(`kubectl create token ${POD.name} -n ${POD.namespace} --audience podpass`)).toBeVisible();
  await expectAccessible(page);
  const jwt = await cluster.createPodJwt(POD);
  await expect(runAsPod(script, jwt)).rejects.toThrow(/Access denied/);

  await expect(page.getByText("The last login was refused")).toBeVisible();
  const checks = page.getByRole("list", { name: "Checks of this login" });
  await expect(checks.getByText("Failed: The namespace is allowed")).toBeVisible();
  await expect(checks).toContainText("elsewhere");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Go to Allowed Namespaces" }).click();
  await page.getByRole("button", { name: "Remove namespace elsewhere" }).click();
  await fillChips(page, "Allowed Namespaces", POD.namespace);
  await page.getByRole("button", { name: "Save and continue" }).click();
  await step(page, "Watch the first login");
  await runAsPod(script, jwt);

  await expect(page.getByText("web-shop is in")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Service account web of namespace shop");
  await expect(page.getByRole("link", { name: "First login" })).toBeVisible();
  await expectAccessible(page);
});
