import { createHash, randomUUID } from "node:crypto";
import type { Answer, Api } from "../testing/api.ts";
import type { Request } from "./calls.ts";
import type { Maker } from "./things.ts";

type Database = Parameters<typeof Api.open>[0]["database"];

/** A built-in role, or a custom one of these rules. */
type WalkersRole = string | readonly { subject: string; action: string[] }[];

/** One person and one identity who hold the same roles: whoever walks goes by both doors. */
export interface Walker {
  /** What nobody of another organization may see. */
  readonly ids: readonly string[];
  /** Puts these roles in the place of those held so far; a project role is held in all of the walker's projects. */
  hold(organizationRole: WalkersRole, projectRole: WalkersRole): Promise<void>;
  /** Asks the REST API, with the identity's access token. */
  asIdentity(request: Request): Promise<Answer>;
  /** Asks the dashboard's API and downloads, with the person's session. */
  asPerson(request: Request): Promise<Answer>;
}

export const WALKER_PASSWORD = "correct horse battery";

/** As a body it stands for the link of an invitation, of which each walker has one of their own. */
export const WALKERS_INVITATION = { token: "the walker's own" };

interface WalkerOptions {
  maker: Maker;
  projectIds: readonly string[];
  /** An organization that invites the walker. */
  hostId: string;
}

/** Makes a walker of the maker's organization, without roles, who is a member of the projects. */
export async function createWalker(
  api: Api,
  { client }: Database,
  { maker, projectIds, hostId }: WalkerOptions,
): Promise<Walker> {
  const { organizationId } = maker;
  const person = await createPerson(api, organizationId);
  const token = await invite(api, hostId, person.email);
  const identity = await createIdentity(api, maker);
  const principals = [{ userId: person.id }, { identityId: identity.id }];
  const at = api.container.services.clock.now();
  const ofProjects = projectIds.flatMap((projectId) =>
    principals.map((principal) => ({ id: randomUUID(), projectId, ...principal, createdAt: at, updatedAt: at })),
  );
  await client.projectMembership.createMany({ data: ofProjects });
  const memberships = ofProjects.map(({ id, projectId }) => ({ id, projectId }));

  async function roleColumns(projectId: string | null, role: WalkersRole) {
    if (typeof role === "string") return { role, customRoleId: null };
    const slug = `walkers-${randomUUID().slice(0, 8)}`;
    const names = { id: randomUUID(), organizationId, projectId, slug, name: slug, description: "" };
    const data = { ...names, permissions: [...role], createdAt: at, updatedAt: at };
    await client.role.create({ data });
    return { role: null, customRoleId: data.id };
  }

  return {
    ids: [person.id, identity.id],
    async hold(organizationRole, projectRole) {
      const inOrganization = await roleColumns(null, organizationRole);
      await client.orgMembership.updateMany({ where: { identityId: identity.id }, data: inOrganization });
      await client.orgMembershipRole.deleteMany({ where: { membershipId: person.memberId } });
      await client.orgMembershipRole.create({
        data: { id: randomUUID(), membershipId: person.memberId, ...inOrganization },
      });
      for (const { id: membershipId, projectId } of memberships) {
        await client.projectMembershipRole.deleteMany({ where: { membershipId } });
        const data = { id: randomUUID(), membershipId, ...(await roleColumns(projectId, projectRole)) };
        await client.projectMembershipRole.create({ data });
      }
      await client.role.deleteMany({
        where: {
          slug: { startsWith: "walkers-" },
          orgMemberships: { none: {} },
          orgMembershipRoles: { none: {} },
          membershipRoles: { none: {} },
        },
      });
    },
    asIdentity: ({ method, url, ...call }) => api.call(method, url, { ...call, token: identity.token }),
    asPerson({ method, url, body, ...call }) {
      const own = body === WALKERS_INVITATION ? { token } : body;
      return api.call(method, url, { ...call, body: own, headers: { cookie: person.cookie } });
    },
  };
}

async function createPerson(api: Api, organizationId: string) {
  const person = await api.createPerson(organizationId, { name: `Walker ${randomUUID().slice(0, 8)}` });
  return { ...person, cookie: await api.signIn(person.email) };
}

/** The token of an invitation that an administrator of the organization made. */
async function invite(api: Api, organizationId: string, email: string): Promise<string> {
  const { store, clock } = api.container.services;
  const administrator = await api.createPerson(organizationId, { organizationRole: "admin" });
  const token = randomUUID();
  const at = clock.now();
  await store.invitations.insert({
    id: randomUUID(),
    organizationId,
    email,
    tokenHash: createHash("sha256").update(token).digest("hex"),
    invitedById: administrator.id,
    expiresAt: new Date(at.getTime() + 86_400_000),
    createdAt: at,
    roles: [{ role: "member", customRoleId: null, startsAt: null, endsAt: null, windowLength: null }],
  });
  return token;
}

async function createIdentity(api: Api, { token }: Maker): Promise<{ id: string; token: string }> {
  const ask = (url: string, body: unknown) => api.admin("POST", url, { token, body });
  const { identity } = await ask("/api/v1/identities", { name: `walker ${randomUUID().slice(0, 8)}` });
  const url = `/api/v1/auth/token-auth/identities/${identity.id}`;
  await ask(url, {});
  return { id: identity.id, token: (await ask(`${url}/tokens`, {})).accessToken };
}
