import type { IssueTokenInput } from "../fake-kubernetes-api/index.ts";
import { type BaseWorld, createEmptyWorld, type WorldOptions } from "./base-world.ts";
import { serviceAccountJwt } from "./service-accounts.ts";
import { createTenant, type Tenant } from "./tenant.ts";

/** A running Podpass with an organization, which the tenant's members speak of. */
export interface World extends BaseWorld, Tenant {
  /** Another organization beside it: nothing of the one may be seen or touched from the other. */
  otherTenant(): Promise<Tenant>;
  /** A service-account JWT of the cluster; the account is made when it is missing. Default: payments/worker. */
  serviceAccountJwt(input?: Partial<IssueTokenInput>): string;
}

/**
 * A world of its own for a test file: a fresh database, the real services over it, a cluster, and an organization.
 * Make one per file and a tenant per test.
 */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const base = await createEmptyWorld(options);
  return {
    ...base,
    ...(await createTenant(base)),
    otherTenant: () => createTenant(base),
    serviceAccountJwt: (input = {}) =>
      serviceAccountJwt(base.kubernetes, { namespace: "payments", name: "worker", ...input }),
  };
}
