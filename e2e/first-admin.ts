import { expect, type Page } from "@playwright/test";
import { ADMIN } from "./fixtures.ts";

/** Before the first admin: nobody can do anything but become it. */
export async function createFirstAdmin(page: Page): Promise<void> {
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByLabel("Organization").fill("Acme");
  await page.getByRole("button", { name: "Create administrator" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
}
