import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { rest } from "./rest.ts";

/** Writes a secret as a client does, beside the dashboard. */
export async function writeSecret(
  world: { url: string; admin: { token: string } },
  key: string,
  body: { projectId: string; environment?: string; secretPath?: string; secretValue: string },
  method: "POST" | "PATCH" = "POST",
): Promise<void> {
  const answer = await rest(world.url, method, `/api/v4/secrets/${key}`, {
    body: { environment: "dev", ...body },
    token: world.admin.token,
  });
  expect(answer.status).toBe(200);
}

export function rowOf(page: Page, key: string): Locator {
  return page.getByRole("row", { name: new RegExp(key) });
}

export async function openSecret(page: Page, key: string): Promise<Locator> {
  await page.getByRole("button", { name: key, exact: true }).click();
  const sheet = page.getByRole("dialog", { name: key });
  await expect(sheet).toBeVisible();
  return sheet;
}
