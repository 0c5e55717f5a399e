import { expect, type Page } from "@playwright/test";

/** What every page is looked at in. */
export const VIEWS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 860 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 860 } },
  { name: "a phone", colorScheme: "light", viewport: { width: 360, height: 740 } },
] as const;

/** Fails when the page scrolls sideways. */
export async function expectNoOverflow(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(overflow, `${what} scrolls sideways`).toBe(0);
}
