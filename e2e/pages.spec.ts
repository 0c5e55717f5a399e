import type { Page } from "@playwright/test";
import { ask } from "./dashboard-api.ts";
import { expect, test, type World } from "./fixtures.ts";
import { rest } from "./rest.ts";
import { type SeededProject, seedProject } from "./seeded-project.ts";
import { expectNoOverflow, VIEWS } from "./views.ts";

/** A project, and of what its people need: a custom role of each kind, and the path of an invitation's link. */
interface Seeded extends SeededProject {
  roleSlug: string;
  invitationPath: string;
}

interface PageCase {
  name: string;
  path: (seeded: Seeded) => string;
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
  // Whichever are the newest: other journeys of the same server make tokens by the page.
  { name: "Access tokens", path: () => "/access-control/access-tokens", shows: /Live|Revoked/ },
  { name: "Organization Roles", path: () => "/access-control/roles", shows: /Full control of the organization/ },
  { name: "Login activity", path: () => "/login-activity?period=custom", shows: /Not a JWT/ },
  { name: "Audit log", path: () => "/audit-log?period=custom", shows: /kubernetes_auth\.attach|Kubernetes Auth/i },
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
    ["first-login", /The last login was refused/],
  ]),
  { name: "Guided setup with nothing chosen", path: () => "/guided-setup/identity", shows: /Use one that exists/ },
  { name: "Guided setup too early", path: () => "/guided-setup/project", shows: /builds on another/ },
];

/** What people see of roles, and who is signed out. */
const PEOPLE_PAGES: PageCase[] = [
  {
    name: "a project role",
    path: ({ projectId, roleSlug }) => `/projects/${projectId}/roles/${roleSlug}`,
    shows: /Who has this role/,
  },
  {
    name: "a built-in project role",
    path: ({ projectId }) => `/projects/${projectId}/roles/member`,
    shows: /Built-in/,
  },
  {
    name: "an organization role",
    path: ({ roleSlug }) => `/access-control/roles/${roleSlug}`,
    shows: /Who has this role/,
  },
  { name: "a built-in organization role", path: () => "/access-control/roles/member", shows: /Built-in/ },
  { name: "a page that is not there", path: () => "/nowhere", shows: /not found|no page/i },
  { name: "Sign in", path: () => "/sign-in", shows: /Forgot your password/ },
  { name: "Second step", path: () => "/sign-in?step=second-factor", shows: /recovery code/ },
  { name: "Forgot your password?", path: () => "/forgot-password", shows: /user:reset-password/ },
  { name: "a new password", path: () => "/reset-password#of-a-mailed-link", shows: /New password/ },
  { name: "a reset without its link", path: () => "/reset-password", shows: /link/ },
  { name: "an invitation", path: ({ invitationPath }) => invitationPath, shows: /Accept invitation/ },
];

const AREAS = [
  { area: "people", pages: PEOPLE_PAGES },
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

async function seedPages(page: Page, world: World, name: string): Promise<Seeded> {
  const { url, admin, organizationId } = world;
  const seeded = await seedProject(world, name);
  const roleSlug = name.toLowerCase().replaceAll(" ", "-");
  const role = { slug: roleSlug, name, description: "For what deploys" };
  const { token } = admin;
  const ofOrganization = { ...role, permissions: [{ subject: "identity", action: ["read"] }] };
  await rest(url, "POST", `/api/v1/organization/${organizationId}/roles`, { body: ofOrganization, token });
  const conditions = { environment: "dev", secretPath: "/{{identity.auth.kubernetes.namespace}}" };
  const ofProject = { ...role, permissions: [{ subject: "secrets", action: ["describeSecret"], conditions }] };
  await rest(url, "POST", `/api/v1/projects/${seeded.projectId}/roles`, { body: ofProject, token });
  const current = await (await page.request.get(`${url}/api/trpc/session.current`)).json();
  const user = { projectId: seeded.projectId, userId: current.result.data.user.id, roles: [roleSlug] };
  await ask(page.request, url, "projectMembership.addUser", user);
  const invitation = { email: `${roleSlug}@example.com`, roles: ["member"] };
  const { link } = await ask(page.request, url, "invitation.create", invitation);
  const { pathname, hash } = new URL(link);
  return { ...seeded, roleSlug, invitationPath: `${pathname}${hash}` };
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
        const seeded = await seedPages(page, world, `Pages of ${area} in ${view}`);
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
