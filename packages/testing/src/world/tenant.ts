import { randomUUID } from "node:crypto";
import {
  AttachKubernetesAuthInput,
  type AttachKubernetesAuthOutput,
  AttachTokenAuthInput,
  type AuditAction,
  CreateIdentityInput,
  CreateOrganizationRoleInput,
  CreateProjectInput,
  CreateProjectRoleInput,
  CreateSecretInput,
  type CreateTokenOutput,
  type IdentityOutput,
  type PermissionRule,
  type ProjectOutput,
  type SecretOutput,
} from "@podpass/contracts";
import {
  attachKubernetesAuth,
  attachTokenAuth,
  createIdentity,
  createOrganizationRole,
  createProject,
  createProjectRole,
  createSecret,
  createToken,
  openUserSession,
  type UseCaseContext,
} from "@podpass/core";
import type { Prisma } from "@podpass/prisma";
import type { BaseWorld } from "./base-world.ts";
import { reviewerJwtOf } from "./service-accounts.ts";

export interface PersonRoles {
  /** The slug of an organization role; default "no-access". */
  organizationRole?: string;
  /** When the organization role ends; default: never. */
  organizationUntil?: Date;
  /** The project that `projectRole` or `projectRoles` are held in. */
  projectId?: string;
  projectRole?: string;
  projectRoles?: string[];
  /** A role of the project's own, in place of `projectRole`. */
  customRoleId?: string;
  /** When the person's roles in the project end; default: never. */
  until?: Date;
}

type AuditEvent = Prisma.AuditEventGetPayload<object>;

/** One organization with its admin, and short ways to what most tests begin with. */
export interface Tenant {
  readonly organizationId: string;
  /** A person who is the organization's admin. */
  readonly admin: UseCaseContext;
  /** A new person with these roles, as signed in. */
  contextOf(roles: PersonRoles): Promise<UseCaseContext>;
  /** A new person with one role in a project, which is made of these rules. */
  contextWithRules(projectId: string, rules: PermissionRule[]): Promise<UseCaseContext>;
  createIdentity(input?: Partial<CreateIdentityInput>): Promise<IdentityOutput>;
  createProject(input?: Partial<CreateProjectInput>): Promise<ProjectOutput>;
  /** A project with one secret in its environment `dev`. */
  createProjectWithSecret(secret?: {
    key?: string;
    value?: string;
  }): Promise<{ project: ProjectOutput; secret: SecretOutput }>;
  /** A custom role: of the organization, or of a project when one is named. */
  createRole(input?: {
    projectId?: string;
    slug?: string;
    rules?: PermissionRule[];
  }): Promise<{ id: string; slug: string }>;
  /** Kubernetes Auth to the world's cluster, with a reviewer that may review, for every account of every namespace. */
  attachKubernetesAuth(
    identityId: string,
    input?: Partial<Omit<AttachKubernetesAuthInput, "identityId">>,
  ): Promise<AttachKubernetesAuthOutput>;
  /** An access token made by the admin, of Token Auth with these fields, for a new identity unless one is named. */
  createToken(input?: Partial<AttachTokenAuthInput> & { name?: string }): Promise<CreateTokenOutput>;
  /** The organization's audit events, of one action when it is named, oldest first. */
  auditEvents(action?: AuditAction): Promise<AuditEvent[]>;
}

/** Makes a new organization; names and slugs of its own, so that any number fit into one world. */
export async function createTenant(world: BaseWorld): Promise<Tenant> {
  const { services, database } = world;
  const organizationId = randomUUID();
  const slug = `org-${organizationId.slice(0, 8)}`;
  await services.store.organizations.insert({
    id: organizationId,
    name: `Organization ${slug}`,
    slug,
    createdAt: services.clock.now(),
  });
  await services.secretBox.createDataKey(services.store, organizationId);
  const contextOf = (roles: PersonRoles) => signInPerson(world, organizationId, roles);
  const admin = await contextOf({ organizationRole: "admin" });
  const unique = (word: string) => `${word} ${randomUUID().slice(0, 8)}`;
  const newIdentity = (input: Partial<CreateIdentityInput> = {}) =>
    createIdentity(admin, CreateIdentityInput.parse({ name: unique("identity"), ...input }));
  const newProject = (input: Partial<CreateProjectInput> = {}) =>
    createProject(admin, CreateProjectInput.parse({ name: unique("Project"), ...input }));

  return {
    organizationId,
    admin,
    contextOf,
    createIdentity: newIdentity,
    async contextWithRules(projectId, rules) {
      const at = services.clock.now();
      const id = randomUUID();
      const role = { slug: `role-${id.slice(0, 8)}`, name: "Of rules", description: "", permissions: rules };
      await database.client.role.create({
        data: { id, organizationId, projectId, ...role, createdAt: at, updatedAt: at },
      });
      return signInPerson(world, organizationId, { projectId, customRoleId: id });
    },
    createProject: newProject,
    async createProjectWithSecret({ key = "DATABASE_URL", value = "postgres://secret" } = {}) {
      const project = await newProject();
      const scope = { projectId: project.id, environment: "dev" };
      return { project, secret: await createSecret(admin, CreateSecretInput.parse({ ...scope, key, value })) };
    },
    async createRole({ projectId, slug = `role-${randomUUID().slice(0, 8)}`, rules = [] } = {}) {
      const role = { slug, name: slug, rules };
      const { id } = projectId
        ? await createProjectRole(admin, CreateProjectRoleInput.parse({ ...role, projectId }))
        : await createOrganizationRole(admin, CreateOrganizationRoleInput.parse(role));
      return { id: id ?? "", slug };
    },
    attachKubernetesAuth: (identityId, input = {}) =>
      attachKubernetesAuth(
        admin,
        AttachKubernetesAuthInput.parse({
          identityId,
          kubernetesHost: world.kubernetes.url,
          caCertificate: world.kubernetes.caCertificate,
          tokenReviewerJwt: reviewerJwtOf(world.kubernetes),
          allowedNamespaces: "*",
          ...input,
        }),
      ),
    async createToken({ name = "", ...input } = {}) {
      const identityId = input.identityId ?? (await newIdentity()).id;
      await attachTokenAuth(admin, AttachTokenAuthInput.parse({ ...input, identityId }));
      return createToken(admin, { identityId, name });
    },
    auditEvents: (action) =>
      database.client.auditEvent.findMany({
        where: { organizationId, ...(action === undefined ? {} : { action }) },
        orderBy: { occurredAt: "asc" },
      }),
  };
}

async function signInPerson(world: BaseWorld, organizationId: string, roles: PersonRoles): Promise<UseCaseContext> {
  const { store, clock } = world.services;
  const userId = randomUUID();
  await store.organizations.insertUser({
    id: userId,
    name: `Person ${userId.slice(0, 8)}`,
    email: `${userId}@example.com`,
    // No password has this hash: whoever tests passwords makes a person with one.
    passwordHash: "",
    accountId: randomUUID(),
    createdAt: clock.now(),
  });
  const principal = { userId };
  const organizationRole = await findRole(world, organizationId, null, roles.organizationRole ?? "no-access");
  const always = { startsAt: null, endsAt: null, windowLength: null };
  await store.members.insertUser({
    id: randomUUID(),
    organizationId,
    userId,
    roles: [
      {
        ...organizationRole,
        ...always,
        ...(roles.organizationUntil ? { startsAt: clock.now(), endsAt: roles.organizationUntil } : {}),
      },
    ],
    at: clock.now(),
  });
  const { projectId, projectRole = "no-access", projectRoles = [projectRole], customRoleId, until } = roles;
  if (projectId !== undefined) {
    const found =
      customRoleId === undefined
        ? await Promise.all(projectRoles.map((slug) => findRole(world, organizationId, projectId, slug)))
        : [{ role: null, customRoleId }];
    const window = until === undefined ? {} : { startsAt: clock.now(), endsAt: until };
    await store.projectMemberships.insert({
      id: randomUUID(),
      projectId,
      principal,
      roles: found.map((role) => ({ ...role, ...window })),
      at: clock.now(),
    });
  }
  return (await openUserSession(world.publicContext(), userId)).useCase;
}

/** A role as a membership stores it: the custom one of that slug, else the built-in one. */
async function findRole({ services }: BaseWorld, organizationId: string, projectId: string | null, slug: string) {
  const custom = await services.store.roles.findBySlug({ organizationId, projectId }, slug);
  return custom ? { role: null, customRoleId: custom.id } : { role: slug, customRoleId: null };
}
