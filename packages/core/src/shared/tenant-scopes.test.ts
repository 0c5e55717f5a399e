import { SecretScope } from "@podpass/contracts";
import { createPerson, describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeAll, expect, it } from "vitest";
import { addProjectIdentity, addProjectUser, createFolder, createSecretImport, deleteIdentity } from "../index.ts";
import type { Store } from "./store.ts";

/** Whose what is asked for is said to be. */
interface Scope {
  organizationId: string;
  projectId: string;
}

/** What an organization has of everything that the rows below ask for. */
interface Things extends Scope {
  identityId: string;
  userId: string;
  /** Deleted. */
  goneIdentityId: string;
  /** The same in the names of the person, of the identities and of the project, and in no other's. */
  marker: string;
  email: string;
  /** Into a folder named after the organization's id. */
  importId: string;
  dataKeyId: string;
  projectEventId: string;
}

interface Row {
  /** For somebody's things, as if they were those of a scope. */
  ask(store: Store, scope: Scope, things: Things): Promise<unknown>;
  nothing: unknown;
}

const EVERYTHING_OF = { action: undefined, search: undefined, from: undefined, to: undefined };

const ROWS: Record<string, Row> = {
  "the metadata of an identity": {
    ask: ({ identities }, { organizationId }, { identityId }) => identities.findMetadata(identityId, organizationId),
    nothing: {},
  },
  "how an identity logs in": {
    ask: ({ kubernetesAuths }, { organizationId }, { identityId }) =>
      kubernetesAuths.findForIdentity(identityId, organizationId),
    nothing: null,
  },
  "how an identity logs in with a client secret": {
    ask: ({ universalAuths }, { organizationId }, { identityId }) =>
      universalAuths.findForIdentity(identityId, organizationId),
    nothing: null,
  },
  "what the tokens made for an identity are like": {
    ask: ({ tokenAuths }, { organizationId }, { identityId }) => tokenAuths.findForIdentity(identityId, organizationId),
    nothing: null,
  },
  "the projects of an identity": {
    ask: ({ projectMemberships }, { organizationId }, { identityId }) =>
      projectMemberships.listOfIdentity(identityId, organizationId, null, 10),
    nothing: [],
  },
  "a project": {
    ask: ({ projects }, { organizationId }, { projectId }) => projects.findById(projectId, organizationId),
    nothing: null,
  },
  "which folder imports which": {
    ask: async ({ secretImports }, { projectId }, { importId }) =>
      (await secretImports.listEdges(projectId)).filter(({ id }) => id === importId),
    nothing: [],
  },
  "where what is imported is": {
    ask: async ({ secretImports }, { projectId }, { organizationId }) =>
      (await secretImports.listEdgePlaces(projectId)).filter(({ folder }) => folder.path === `/${organizationId}`),
    nothing: [],
  },
  "a member by their address": {
    ask: ({ members }, { organizationId }, { email }) => members.findByEmail(organizationId, email),
    nothing: null,
  },
  "what a person holds in projects": {
    ask: ({ members }, { organizationId }, { userId }) => members.listProjectsOfUser(organizationId, userId),
    nothing: [],
  },
  "people who are called so": {
    ask: async ({ audit }, { organizationId }, { marker, userId }) =>
      (await audit.named(organizationId, marker)).actorIds.filter((id) => id === userId),
    nothing: [],
  },
  "identities that are called so": {
    ask: async ({ audit }, { organizationId }, { marker, identityId }) =>
      (await audit.named(organizationId, marker)).actorIds.filter((id) => id === identityId),
    nothing: [],
  },
  "projects that are called so": {
    ask: async ({ audit }, { organizationId }, { marker, projectId }) =>
      (await audit.named(organizationId, marker)).projectIds.filter((id) => id === projectId),
    nothing: [],
  },
  "what was called so and is gone": {
    ask: async ({ audit }, { organizationId }, { marker, goneIdentityId }) =>
      (await audit.named(organizationId, marker)).actorIds.filter((id) => id === goneIdentityId),
    nothing: [],
  },
  "a data key": {
    ask: ({ dataKeys }, { organizationId }, { dataKeyId }) => dataKeys.findOfOwner(dataKeyId, organizationId),
    nothing: null,
  },
  "what was done in a project, by the events": {
    ask: ({ audit }, { projectId }, { projectEventId }) => audit.listActions(projectId, [projectEventId]),
    nothing: [],
  },
  "what was done in a project, in the audit log": {
    ask: ({ audit }, { organizationId }, { projectId }) =>
      audit.list({ ...EVERYTHING_OF, organizationId, projectId }, null, 10),
    nothing: [],
  },
};

describeOnEachDatabase("of two organizations", (world) => {
  let mine: Things;
  let theirs: Things;
  beforeAll(async () => {
    mine = await furnish(await world().otherTenant());
    theirs = await furnish(await world().otherTenant());
  });

  async function furnish(tenant: Tenant): Promise<Things> {
    const { organizationId, admin } = tenant;
    const { client } = world().database;
    const marker = `of ${organizationId}`;
    const { id: identityId } = await tenant.createIdentity({
      name: `identity ${marker}`,
      isUniversalAuthAttached: true,
      metadata: [{ key: "of", value: organizationId }],
    });
    const { id: goneIdentityId } = await tenant.createIdentity({ name: `gone ${marker}` });
    await deleteIdentity(admin, { identityId: goneIdentityId });
    await tenant.attachKubernetesAuth(identityId);
    await tenant.createToken({ identityId });
    const { id: userId, email } = await createPerson(world(), tenant);
    await client.user.update({ where: { id: userId }, data: { name: `Person ${marker}` } });
    const { project } = await tenant.createProjectWithSecret();
    await client.project.update({ where: { id: project.id }, data: { name: `Project ${marker}` } });
    await addProjectUser(admin, { projectId: project.id, userId, roles: ["viewer"] });
    await addProjectIdentity(admin, { projectId: project.id, identityId, roles: ["viewer"] });
    const root = SecretScope.parse({ projectId: project.id, environment: "dev" });
    const { path } = await createFolder(admin, { ...root, name: organizationId, description: "" });
    const { id: importId } = await createSecretImport(admin, { ...root, secretPath: path, source: root });
    const { id: dataKeyId } = await client.dataKey.findFirstOrThrow({ where: { organizationId } });
    const event = await client.auditEvent.findFirstOrThrow({ where: { projectId: project.id } });
    return {
      organizationId,
      projectId: project.id,
      identityId,
      userId,
      goneIdentityId,
      marker,
      email,
      importId,
      dataKeyId,
      projectEventId: event.id,
    };
  }

  it.each(Object.entries(ROWS))("one finds nothing of the other: %s", async (_what, { ask, nothing }) => {
    const { store } = world().services;
    expect(await ask(store, mine, theirs)).toEqual(nothing);
    expect(await ask(store, theirs, theirs)).not.toEqual(nothing);
  });
});
