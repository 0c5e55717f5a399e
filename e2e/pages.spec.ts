import { expect, test } from "./fixtures.ts";
import { type SeededProject, seedProject } from "./seeded-project.ts";
import { expectNoOverflow, VIEWS } from "./views.ts";

interface PageCase {
  name: string;
  path: (seeded: SeededProject) => string;
  /** What is there once the page has its data. */
  shows: RegExp;
}

const PROJECT_PAGES: PageCase[] = [
  { name: "Projects", path: () => "/projects", shows: /Pages/ },
  { name: "Secrets", path: ({ projectId }) => `/projects/${projectId}/secrets`, shows: /API_KEY/ },
  {
    name: "Secrets of no folder",
    path: ({ projectId }) => `/projects/${projectId}/secrets?path=/none`,
    shows: /no folder/,
  },
  { name: "Search secrets", path: ({ projectId }) => `/projects/${projectId}/search?search=tests`, shows: /API_KEY/ },
  { name: "Compare environments", path: ({ projectId }) => `/projects/${projectId}/compare`, shows: /API_KEY/ },
  { name: "Environments", path: ({ projectId }) => `/projects/${projectId}/environments`, shows: /Staging/ },
  { name: "Project Settings", path: ({ projectId }) => `/projects/${projectId}/settings`, shows: /Project ID/ },
  { name: "Project users", path: ({ projectId }) => `/projects/${projectId}/access`, shows: /Filter users|E-mail/ },
  {
    name: "Machine Identities",
    path: ({ projectId }) => `/projects/${projectId}/access?tab=machine-identities`,
    shows: /Viewer/,
  },
  {
    name: "Project Roles",
    path: ({ projectId }) => `/projects/${projectId}/access?tab=roles`,
    shows: /Developer/,
  },
];

const ORGANIZATION_PAGES: PageCase[] = [
  { name: "the account", path: () => "/account", shows: /This one/ },
  { name: "Users", path: () => "/access-control/users", shows: /ada@example\.com/ },
  { name: "Identities", path: () => "/access-control/identities", shows: /Instance Admin Identity/ },
  { name: "Access tokens", path: () => "/access-control/access-tokens", shows: /Set-up/ },
  { name: "Organization Roles", path: () => "/access-control/roles", shows: /Full control of the organization/ },
  { name: "Login activity", path: () => "/login-activity?period=custom", shows: /Not a JWT/ },
  { name: "Audit log", path: () => "/audit-log", shows: /kubernetes_auth\.attach|Kubernetes Auth/i },
  { name: "Settings", path: () => "/settings", shows: /Organization ID/ },
];

const IDENTITY_PAGES: PageCase[] = [
  {
    name: "an identity",
    path: ({ identityId }) => `/access-control/identities/${identityId}`,
    shows: /Lets in/,
  },
  {
    name: "the Kubernetes Auth form",
    path: ({ identityId }) => `/access-control/identities/${identityId}/kubernetes-auth`,
    shows: /Access Token Trusted IPs/,
  },
  {
    name: "an identity's access tokens",
    path: ({ identityId }) => `/access-control/identities/${identityId}/access-tokens`,
    shows: /has no access token/,
  },
  {
    name: "an identity's login activity",
    path: ({ identityId }) => `/access-control/identities/${identityId}/login-activity`,
    shows: /Not a JWT/,
  },
  {
    name: "a dry run of a JWT",
    path: ({ identityId }) => `/access-control/identities/${identityId}/try-login`,
    shows: /What to try/,
  },
  {
    name: "a dry run of a service account",
    path: ({ identityId }) =>
      `/access-control/identities/${identityId}/try-login?by=service_account&namespace=a&name=b`,
    shows: /Audiences/,
  },
];

const SETUP_PAGES: PageCase[] = [
  ...setupPages([
    ["reviewer", /kubectl cluster-info/],
    ["identity", /Identity ID/],
    ["kubernetes-auth", /Lets in/],
    ["project", /is in it as/],
    ["code", /automountServiceAccountToken/],
    ["first-login", /Waiting for/],
  ]),
  { name: "Guided setup with nothing chosen", path: () => "/guided-setup/identity", shows: /Use one that exists/ },
  { name: "Guided setup too early", path: () => "/guided-setup/project", shows: /builds on another/ },
];

const AREAS = [
  { area: "a project", pages: PROJECT_PAGES },
  { area: "the organization", pages: ORGANIZATION_PAGES },
  { area: "an identity", pages: IDENTITY_PAGES },
  { area: "the guided setup", pages: SETUP_PAGES },
];

/** The steps of the guided setup, with all of it chosen. */
function setupPages(steps: [step: string, shows: RegExp][]): PageCase[] {
  return steps.map(([step, shows]) => ({
    name: `Guided setup: ${step}`,
    path: ({ identityId, projectId }) => `/guided-setup/${step}?identityId=${identityId}&projectId=${projectId}`,
    shows,
  }));
}

// The workers share them.
test.describe.configure({ mode: "parallel" });

for (const { name: view, ...use } of VIEWS) {
  test.describe(`in ${view}`, () => {
    test.use(use);

    for (const { area, pages } of AREAS) {
      test(`every page of ${area} is accessible, fits and breaks no rule of the content-security policy`, async ({
        adminPage: page,
        world,
        expectAccessible,
      }) => {
        const seeded = await seedProject(world, `Pages of ${area} in ${view}`);
        const problems: string[] = [];
        page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
        page.on("pageerror", (error) => problems.push(error.message));
        for (const { name, path, shows } of pages) {
          await test.step(name, async () => {
            await page.goto(`${world.url}${path(seeded)}`);
            await expect(page.getByRole("main")).toContainText(shows);
            await expectAccessible(page);
            await expectNoOverflow(page, name);
          });
        }
        expect(problems).toEqual([]);
      });
    }
  });
}
