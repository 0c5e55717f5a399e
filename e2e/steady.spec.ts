import { setTimeout } from "node:timers/promises";
import { expect, test } from "./fixtures.ts";
import { adminOf } from "./role-world.ts";
import { seedProject } from "./seeded-project.ts";
import { VIEWS } from "./views.ts";

/** Notes, frame by frame, which controls of the page stand elsewhere than in the frame before. */
const WATCH = `
  window.movedControls = new Map();
  const places = new WeakMap();
  const controls = "main :is(button, input, textarea, a[href], [role=checkbox])";
  const look = () => {
    for (const control of document.querySelectorAll(controls)) {
      const { left, top } = control.getBoundingClientRect();
      const before = places.get(control) ?? { left, top };
      const by = [left - before.left, top - before.top].map(Math.round);
      const name = control.getAttribute("aria-label") || control.textContent || control.placeholder || control.id;
      if (by.some((distance) => Math.abs(distance) > 1)) window.movedControls.set(name, by);
      places.set(control, { left, top });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

interface Seeded {
  projectId: string;
  identityId: string;
}

/** Pages with filters, tables and forms, and what is there once they have their data. */
const PAGES: readonly { path: (seeded: Seeded) => string; shows: RegExp }[] = [
  { path: () => "/projects", shows: /Steady/ },
  { path: ({ projectId }) => `/projects/${projectId}/secrets`, shows: /API_KEY[\s\S]*imports nothing/ },
  { path: ({ projectId }) => `/projects/${projectId}/access`, shows: /Nobody is a member/ },
  { path: ({ projectId }) => `/projects/${projectId}/access?tab=machine-identities`, shows: /Viewer/ },
  { path: () => "/access-control/users", shows: /ada@example\.com[\s\S]*(?:Nobody is invited|dies in)/ },
  { path: () => "/access-control/identities", shows: /Instance Admin Identity/ },
  { path: ({ identityId }) => `/access-control/access-tokens?identity=${identityId}`, shows: /No access token/ },
  { path: () => "/login-activity", shows: /Not a JWT/ },
  { path: ({ projectId }) => `/audit-log?project=${projectId}`, shows: /project\.create/ },
  { path: ({ identityId }) => `/access-control/identities/${identityId}`, shows: /Lets in[\s\S]*Steady/ },
];

for (const { name: view, viewport } of VIEWS.filter(({ colorScheme }) => colorScheme === "light")) {
  test(`no control moves under somebody's pointer when a page's data comes, in ${view}`, async ({
    adminPage: page,
    world,
  }) => {
    const seeded = await seedProject(world, `Steady in ${view}`);
    const scope = { projectId: seeded.projectId, workspaceId: seeded.projectId, environment: "dev" };
    for (const name of ["one", "two"]) await adminOf(world)("POST", "/api/v1/folders", { ...scope, name });
    await page.setViewportSize(viewport);
    await page.addInitScript(WATCH);
    await page.route("**/api/trpc/**", async (route) => {
      // Long enough for a page to be drawn without it.
      await setTimeout(300);
      await route.continue();
    });
    // A font that is asked for when its first letters are to be drawn comes later than they.
    await page.route("**/*.woff2", async (route) => {
      await setTimeout(600);
      await route.continue();
    });
    for (const { path, shows } of PAGES) {
      await test.step(path({ projectId: "…", identityId: "…" }), async () => {
        await page.goto(`${world.url}${path(seeded)}`);
        await expect(page.getByRole("main")).toContainText(shows);
        await page.waitForLoadState("networkidle");
        await page.screenshot({ path: test.info().outputPath(`${shows.source.replaceAll(/\W/g, "")}.png`) });
        expect.soft(await page.evaluate("[...window.movedControls]")).toEqual([]);
      });
    }
  });
}
