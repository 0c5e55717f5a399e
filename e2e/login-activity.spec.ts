import { CLUSTERS, type Cluster } from "./cluster.ts";
import { expect, test, type World } from "./fixtures.ts";
import { rest } from "./rest.ts";

const POD = { namespace: "staging", name: "web" };

/** An identity that lets pods of the namespace `shop` in. */
async function createIdentity({ url, admin, organizationId }: World, cluster: Cluster, name: string): Promise<string> {
  const send = (path: string, body: unknown) => rest(url, "POST", path, { body, token: admin.token });
  const created = await send("/api/v1/identities", { name, organizationId, role: "no-access" });
  const { id } = created.body.identity as { id: string };
  const configured = await send(`/api/v1/auth/kubernetes-auth/identities/${id}`, {
    kubernetesHost: cluster.url,
    caCert: cluster.caCertificate,
    tokenReviewerJwt: await cluster.createReviewer(),
    allowedNamespaces: "shop",
  });
  expect(configured.status).toBe(200);
  return id;
}

for (const { kind, start, whyNot } of CLUSTERS) {
  test.describe(`with ${kind}`, () => {
    test("an admin finds why a pod was refused by its request id, mends it, sees the dry run turn green, and the pod is let in", async ({
      adminPage: page,
      world,
      expectAccessible,
    }) => {
      test.info().skip(whyNot !== undefined, whyNot);
      await using cluster = await start();
      const identityId = await createIdentity(world, cluster, `refusing ${kind}`);
      const jwt = await cluster.createPodJwt(POD);
      const logIn = () => rest(world.url, "POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId, jwt } });
      const refused = await logIn();
      expect(refused.status).toBe(401);

      await page.goto(world.url);
      await page.getByRole("link", { name: "Login activity" }).click();
      await page.getByLabel("Find by request id").fill(String(refused.body.reqId));
      const table = page.getByRole("table", { name: "Login attempts" });
      await expect(table.getByRole("row")).toHaveCount(2);
      await expect(table).toContainText("Namespace not allowed");
      await expect(table).toContainText("staging/web");
      await table.getByRole("button", { name: /just now|ago/ }).click();

      const sheet = page.getByRole("dialog", { name: "Refused: Namespace not allowed" });
      await expect(sheet.getByText("Failed: The namespace is allowed")).toBeVisible();
      await expect(sheet.getByText("Add staging to Allowed Namespaces")).toBeVisible();
      await expect(sheet.getByText("Passed: The cluster vouches for the JWT")).toBeVisible();
      await expectAccessible(page);
      await page.reload();
      const attemptUrl = page.url();
      await sheet.getByRole("link", { name: "Try this login" }).click();
      await expect(page.getByRole("textbox", { name: "Namespace" })).toHaveValue("staging");
      await page.getByRole("button", { name: "Try", exact: true }).click();
      await expect(page.getByText("Would be refused: Namespace not allowed")).toBeVisible();
      await expectAccessible(page);

      await page.goto(attemptUrl);
      await sheet.getByRole("button", { name: "Go to Allowed Namespaces" }).click();

      await page.getByRole("textbox", { name: "Allowed Namespaces" }).fill("staging");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page.getByText("Kubernetes Auth saved")).toBeVisible();

      await page.getByRole("link", { name: "Try a login" }).click();
      await page.getByLabel("JWT", { exact: true }).fill(jwt);
      await page.getByRole("button", { name: "Try", exact: true }).click();
      await expect(page.getByText("Would be let in")).toBeVisible();
      await expect(page.getByText('"sub": "system:serviceaccount:staging:web"')).toBeVisible();
      expect(page.url()).not.toContain(jwt.slice(0, 20));
      await expectAccessible(page);

      expect((await logIn()).status).toBe(200);
      await page.goto(`${world.url}/access-control/identities/${identityId}/login-activity`);
      await page.getByLabel("Filter by result").click();
      await page.getByRole("option", { name: "Let in" }).click();
      await expect(table.getByRole("row")).toHaveCount(2);
      await expect(table).toContainText("Let in");
      await expectAccessible(page);
    });
  });
}
