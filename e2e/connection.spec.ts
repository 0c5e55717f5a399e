import { setTimeout } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { CLUSTERS, type Cluster, startFakeCluster } from "./cluster.ts";
import { expect, test } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { seedProject } from "./seeded-project.ts";

const checks = (page: Page) => page.getByRole("list", { name: "Connection checks" });
const verdictOf = (page: Page, title: string) => checks(page).getByRole("listitem").filter({ hasText: title });

async function addKubernetesAuth(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Remove Kubernetes Auth" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove Kubernetes Auth" }).click();
  await page.getByRole("button", { name: "Add authentication method" }).click();
  await page.getByRole("menuitem", { name: "Kubernetes Auth" }).click();
}

async function fillCluster(page: Page, cluster: Cluster, caCertificate: string): Promise<void> {
  await page.getByLabel("Kubernetes Host / Base Kubernetes API URL").fill(cluster.url);
  await page.getByLabel(/^Token Reviewer JWT/).fill(await cluster.createReviewer());
  await page.getByLabel(/^CA Certificate/).fill(caCertificate);
}

for (const { kind, start, whyNot } of CLUSTERS) {
  test(`an admin finds out what is wrong with a cluster before and after saving (${kind})`, async ({
    adminPage: page,
    world,
    expectAccessible,
  }) => {
    test.info().skip(whyNot !== undefined, whyNot);
    await using cluster = await start();
    await using other = await startFakeCluster();
    const { identityId } = await seedProject(world, `Connection to ${kind}`);
    await page.goto(`${world.url}/access-control/identities/${identityId}`);

    await test.step("the wrong CA fails the check, which says how to mend it", async () => {
      await addKubernetesAuth(page);
      await fillCluster(page, cluster, other.caCertificate);
      await page.getByRole("button", { name: "Check connection" }).click();
      await expect(verdictOf(page, "certificate is trusted")).toContainText("Failed:");
      await expect(verdictOf(page, "certificate is trusted")).toContainText("How to mend it:");
      await expect(verdictOf(page, "may create TokenReviews")).toContainText("not reached");
      await expect(checks(page).getByRole("button", { name: /^Copy/ })).toBeVisible();
      await expectAccessible(page);
    });

    await test.step("the right one passes, with the reviewer and the certificates named", async () => {
      await page.getByRole("button", { name: "Go to CA Certificate" }).click();
      await expect(page.getByLabel(/^CA Certificate/)).toBeFocused();
      await page.keyboard.press("ControlOrMeta+A");
      await page.getByLabel(/^CA Certificate/).fill(cluster.caCertificate);
      await expect(page.getByText("The fields have changed since this check.")).toBeVisible();
      await page.getByRole("button", { name: "Check connection" }).click();
      await expect(page.getByText("Podpass can have tokens reviewed there.")).toBeVisible();
      await expect(verdictOf(page, "accepts the reviewer's JWT")).toContainText("podpass-auth");
      await expect(page.getByRole("region", { name: "Certificate chain" }).getByRole("listitem").first()).toBeVisible();
      await expectAccessible(page);
    });

    const banner = page.getByRole("region", { name: "Kubernetes Auth needs attention" });
    const trouble = banner.getByRole("listitem").filter({ hasText: `Connection to ${kind}` });

    await test.step("saving checks again, and a reviewer JWT of two hours is spoken of at once", async () => {
      await page.getByRole("textbox", { name: "Allowed Namespaces" }).fill("shop");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Add Kubernetes Auth" }).click();
      const state = page.getByRole("region", { name: "Connection", exact: true });
      await expect(state).toContainText("Check passed");
      await expect(trouble).toContainText(/The reviewer JWT expires in \d+ hour/);
    });

    await test.step("a cluster that went down fails the next check, and a banner leads to the identity", async () => {
      await cluster[Symbol.asyncDispose]();
      await page.getByRole("button", { name: "Check connection" }).click();
      await expect(verdictOf(page, "API server can be reached")).toContainText("Failed:");
      await page.goto(`${world.url}/projects`);
      await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
      await expect(trouble).toContainText("the last connection check failed at “The API server can be reached”");
      await expectAccessible(page);
      await trouble.getByRole("link").click();
      await expect(page.getByText("The last check failed: pods may be unable to log in.")).toBeVisible();
      await expectAccessible(page);
    });

    await test.step("saving works while it is down, and warns", async () => {
      await page.getByRole("link", { name: "Edit Kubernetes Auth" }).click();
      await page.getByRole("textbox", { name: "Allowed Namespaces" }).fill("billing");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page.getByRole("main")).toContainText("billing");
      await expect(page.getByText("The last check failed: pods may be unable to log in.")).toBeVisible();
    });

    await test.step("without Kubernetes Auth there is nothing to warn of", async () => {
      await page.getByRole("button", { name: "Remove Kubernetes Auth" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Remove Kubernetes Auth" }).click();
      await expect(page.getByRole("alertdialog")).toBeHidden();
      await expect(trouble).toBeHidden();
    });
  });
}

test("a page comes with its warnings, so that nothing moves under somebody's pointer", async ({
  adminPage: page,
  world,
}) => {
  // Its reviewer JWT ends within days, of which the banner speaks.
  await using cluster = await startFakeCluster();
  const { identityId } = await seedProject(world, "Connection that ends soon");
  const config = { kubernetesHost: cluster.url, tokenReviewerJwt: await cluster.createReviewer() };
  await rest(world.url, "PATCH", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
    body: { ...config, caCert: cluster.caCertificate },
    token: world.admin.token,
  });
  await page.route(/kubernetesAuth\.listWarnings/, async (route) => {
    // Long enough for everything else to be there.
    await setTimeout(1_000);
    await route.continue();
  });
  await page.goto(`${world.url}/access-control/identities`);
  const search = page.getByLabel("Filter identities");
  const before = await search.boundingBox();
  await expect(page.getByRole("region", { name: "Kubernetes Auth needs attention" })).toBeVisible();
  expect(await search.boundingBox()).toEqual(before);
});
