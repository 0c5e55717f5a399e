import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { PodpassServer } from "@podpass/testing";
import { rest } from "./rest.ts";

/** A server that somebody has set up already. */
export interface World {
  url: string;
  admin: { email: string; password: string; token: string };
  organizationId: string;
}

interface Fixtures {
  /** A server nobody has visited yet. */
  emptyServer: PodpassServer;
  /** A page on which the world's admin is signed in. */
  adminPage: Page;
  /** Fails when the page as it stands breaks a rule of axe. */
  expectAccessible(page: Page): Promise<void>;
}

interface WorkerFixtures {
  world: World;
}

/** A server nobody has visited yet, with more of an environment. */
export async function withServer(
  use: (server: PodpassServer) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "podpass-e2e-"));
  const server = await PodpassServer.start({ dataDir, env: { CONNECTION_CHECK_MINUTES: "0", ...env } });
  try {
    await use(server);
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export const ADMIN = { email: "ada@example.com", password: "correct horse battery staple" };

export const test = base.extend<Fixtures, WorkerFixtures>({
  emptyServer: async ({}, use) => withServer(use),

  world: [
    async ({}, use) =>
      withServer(async ({ url }) => {
        const { body } = await rest(url, "POST", "/api/v1/admin/bootstrap", {
          body: { ...ADMIN, organization: "Acme" },
        });
        // The shape is the REST tests' business; here it is only read.
        const answer = body as { organization: { id: string }; identity: { credentials: { token: string } } };
        const token = answer.identity.credentials.token;
        await use({ url, admin: { ...ADMIN, token }, organizationId: answer.organization.id });
      }),
    { scope: "worker" },
  ],

  adminPage: async ({ page, world }, use) => {
    await page.request.post(`${world.url}/api/auth/sign-in/email`, { data: ADMIN, headers: { origin: world.url } });
    await use(page);
  },

  expectAccessible: async ({}, use) => {
    await use(async (page) => {
      // A colour half-way through a transition has a contrast of its own.
      await page.evaluate("Promise.allSettled(document.getAnimations().map((animation) => animation.finished))");
      // The mode for pages without frames, which the dashboard's are: the other opens a blank page for each look, to join
      // what the frames gave.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
    });
  },
});

export { expect };
