import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { seedProject } from "./seeded-project.ts";

/** Types something and leaves the field. */
async function leaveWith(page: Page, label: string, text: string): Promise<void> {
  // A label may say more behind the field's name: that it is optional.
  const field = page.getByRole("textbox", { name: new RegExp(`^${label}`) });
  await field.fill(text);
  await field.press("Tab");
}

test("the form shows the guide's defaults, and says beside each field which rule is broken", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const { identityId } = await seedProject(world, "Form rules");
  const path = `/access-control/identities/${identityId}`;
  await page.goto(`${world.url}${path}`);
  await page.getByRole("button", { name: "Remove Kubernetes Auth" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove Kubernetes Auth" }).click();
  await page.getByRole("button", { name: "Add authentication method" }).click();
  await page.getByRole("menuitem", { name: "Kubernetes Auth" }).click();

  await expect(page.getByLabel("Access Token TTL", { exact: true })).toHaveValue("30d");
  await expect(page.getByLabel("Access Token Max TTL", { exact: true })).toHaveValue("30d");
  await expect(page.getByLabel("Access Token Max Number of Uses")).toHaveValue("0");
  await expect(page.getByRole("main")).toContainText("0.0.0.0/0");
  await expect(page.getByRole("main")).toContainText("::/0");

  await leaveWith(page, "Kubernetes Host / Base Kubernetes API URL", "not a host");
  await expect(page.getByText(/Must be a host, a host:port pair or a URL/)).toBeVisible();
  await leaveWith(page, "Kubernetes Host / Base Kubernetes API URL", "http://10.0.0.1:6443");
  await expect(page.getByText(/Must use https/)).toBeVisible();
  await leaveWith(page, "CA Certificate", "hello");
  await expect(page.getByText(/Must be PEM-encoded certificates/)).toBeVisible();
  await leaveWith(page, "Token Reviewer JWT", "not-a-jwt");
  await expect(page.getByText(/Must be a JWT/)).toBeVisible();
  const ttl = page.getByRole("textbox", { name: "Access Token TTL", exact: true });
  await leaveWith(page, "Access Token TTL", "10s");
  await expect(ttl).toHaveAccessibleDescription(/lives for 10 seconds is hardly ever meant/);
  await expect(ttl).not.toHaveAttribute("aria-invalid", "true");
  await leaveWith(page, "Access Token TTL", "40d");
  await page.getByRole("textbox", { name: "Access Token Trusted IPs" }).fill("300.1.1.1");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/not a valid IPv4, IPv6, or CIDR block/)).toBeVisible();

  await page.getByText("More restrictions").click();
  await leaveWith(page, "Pinned Service Account UID", "web");
  await expect(page.getByText(/Must be a UID/)).toBeVisible();
  await expect(page.getByRole("switch", { name: "Must be bound to a pod" })).not.toBeChecked();
  await expect(page.getByLabel("Maximum JWT Age")).toHaveValue("0s");

  await page.getByRole("button", { name: "Add Kubernetes Auth" }).click();
  await expect(page.getByText("Access Token TTL cannot be greater than Access Token Max TTL.")).toBeVisible();
  await expect(page.getByText(/Name the allowed service accounts or namespaces/)).toBeVisible();
  await expectAccessible(page);

  // Nothing typed is lost without asking.
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
});

test("Podpass's own service account asks for no host, and what another reviewer needs comes back with it", async ({
  adminPage: page,
  world,
  expectAccessible,
}) => {
  const { identityId } = await seedProject(world, "Own reviewer");
  const path = `/access-control/identities/${identityId}`;
  await page.goto(`${world.url}${path}/kubernetes-auth`);
  const host = page.getByRole("textbox", { name: /^Kubernetes Host/ });
  const typed = await host.inputValue();
  expect(typed).not.toBe("");
  await page.getByRole("radio", { name: "Podpass's own service account" }).click();
  await expect(host).toBeHidden();
  await expect(page.getByRole("textbox", { name: /^CA Certificate/ })).toBeHidden();
  await page.getByRole("radio", { name: "The client's own JWT" }).click();
  await expect(host).toHaveValue(typed);

  await page.getByRole("textbox", { name: "Allowed Audience" }).fill("podpass");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/A JWT issued for this audience alone/)).toBeVisible();
  await page.getByRole("radio", { name: "Podpass's own service account" }).click();
  await expect(page.getByText(/A JWT issued for this audience alone/)).toBeHidden();
  await page.getByRole("button", { name: "Check connection" }).click();
  await expect(page.getByText(/KUBERNETES_SERVICE_HOST is not set/)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The cluster that Podpass runs in")).toBeVisible();
  await expect(page.getByText("Podpass's own service account", { exact: true })).toBeVisible();
});
