import { AttachTokenAuthInput, PROJECT_PERMISSIONS, type ResourceAttributes, type RoleGrant } from "@podpass/contracts";
import type { Tenant, World } from "@podpass/testing/world";
import type { UseCaseContext } from "../../index.ts";
import * as core from "../../index.ts";
import { type Beginning, LENT, MANAGEMENT, ORGANIZATION_DENIALS, ORGANIZATION_MANAGEMENT } from "./beginnings.ts";
import { addPerson, type Invited, inviteSomebody, type Person, personOf } from "./people.ts";
import { makeSecrets } from "./places.ts";
import { Due, type Gift } from "./reach.ts";

export const HOUR_SECONDS = 3600;

/** Something that the actor can be: an identity, by an access token, or a person. */
export type Self = { accessToken: string } | { userId: string };

/** What the actor is given at the beginning, and another. */
interface BeginningRoles {
  own: Gift[];
  ownAsPerson: Gift[];
  organizationRole: string;
  organizationRoles: RoleGrant[];
  projectRoles: RoleGrant[];
  otherRoles: RoleGrant[];
}

/** One organization, one actor in it, and whatever there is that the actor may turn to its use. */
export class Game {
  readonly world: World;
  readonly tenant: Tenant;
  readonly projectId: string;
  /** The actor's own is the first. */
  readonly identities: string[] = [];
  readonly roles: string[] = [];
  readonly organizationRoles: string[] = [];
  readonly environments: readonly string[];
  readonly folders: string[] = [];
  readonly tags: string[] = [];
  /** The secrets by id, as they were at the beginning. */
  readonly secrets = new Map<string, ResourceAttributes>();
  readonly people: Person[] = [];
  readonly invited: Invited[] = [];
  readonly selves: Self[] = [];
  readonly due = new Due();

  private constructor(world: World, tenant: Tenant, project: { id: string; environments: { id: string }[] }) {
    this.world = world;
    this.tenant = tenant;
    this.projectId = project.id;
    this.environments = project.environments.map(({ id }) => id);
  }

  /**
   * The actor manages people and places and may do with secrets what the beginning says, as an identity and as a person,
   * who is lent something in the organization as well; and has an accomplice, who may do nothing. Beside them there are an
   * identity with other rules, an administrator of the project with every login method, one of the organization, and one
   * that holds nothing; and people of the same kinds, one of them invited.
   */
  static async begin(world: World, beginning: Beginning): Promise<Game> {
    const tenant = await world.otherTenant();
    const game = new Game(world, tenant, await tenant.createProject());
    const { folders, tags, secrets } = await makeSecrets(tenant.admin, game.projectId);
    game.folders.push(...folders);
    game.tags.push(...tags);
    for (const [id, attributes] of secrets) game.secrets.set(id, attributes);
    const roles = await game.#makeRoles(beginning);
    await game.#addIdentities(roles);
    await game.#addPeople(roles);
    return game;
  }

  async #makeRoles({ rules, denials, otherRules, hours }: Beginning): Promise<BeginningRoles> {
    const { tenant, projectId } = this;
    const managing = await tenant.createRole({ projectId, rules: MANAGEMENT });
    const held = await tenant.createRole({ projectId, rules });
    const limits = await tenant.createRole({ projectId, rules: denials });
    const others = await tenant.createRole({ projectId, rules: otherRules });
    const everything = [{ subject: "secrets" as const, action: [...PROJECT_PERMISSIONS.secrets] }];
    const strong = await tenant.createRole({ projectId, rules: everything });
    this.roles.push(held.id, limits.id, others.id, strong.id, managing.id);
    const organization = await tenant.createRole({ rules: ORGANIZATION_MANAGEMENT });
    const lent = await tenant.createRole({ rules: LENT });
    const withheld = await tenant.createRole({ rules: ORGANIZATION_DENIALS });
    this.organizationRoles.push(organization.id, lent.id, withheld.id);
    const endsAt = this.inHours(hours);
    const own: Gift[] = [
      { scope: "organization", roleId: organization.id, rules: ORGANIZATION_MANAGEMENT, endsAt: null },
      { scope: "project", roleId: managing.id, rules: MANAGEMENT, endsAt: null },
      { scope: "project", roleId: limits.id, rules: denials, endsAt: null },
      { scope: "project", roleId: held.id, rules, endsAt },
    ];
    const ownAsPerson: Gift[] = [
      ...own,
      { scope: "organization", roleId: lent.id, rules: LENT, endsAt },
      { scope: "organization", roleId: withheld.id, rules: ORGANIZATION_DENIALS, endsAt: null },
    ];
    return {
      own,
      ownAsPerson,
      organizationRole: organization.slug,
      organizationRoles: [organization.slug, withheld.slug, grantOf({ role: lent.slug, endsAt })],
      projectRoles: [managing.slug, limits.slug, grantOf({ role: held.slug, endsAt })],
      otherRoles: [others.slug],
    };
  }

  async #addIdentities({ own, organizationRole, projectRoles, otherRoles }: BeginningRoles): Promise<void> {
    const { tenant } = this;
    const actorId = await this.#addIdentity(organizationRole, projectRoles);
    await this.#addIdentity("no-access", otherRoles);
    const strongId = await this.#addIdentity("no-access", ["admin"]);
    await this.#addIdentity("admin", []);
    await this.#addIdentity("no-access", []);
    // Whose login methods are there already is reached by changing them.
    await tenant.attachKubernetesAuth(strongId);
    await core.attachTokenAuth(tenant.admin, AttachTokenAuthInput.parse({ identityId: strongId }));
    for (const gift of own) this.due.giveActor(actorId, gift);
    this.selves.push({ accessToken: (await tenant.createToken({ identityId: actorId })).accessToken });
  }

  async #addIdentity(role: string, roles: RoleGrant[]): Promise<string> {
    const { id: identityId } = await this.tenant.createIdentity({ role, isUniversalAuthAttached: true });
    this.identities.push(identityId);
    const { projectId } = this;
    if (roles.length > 0) await core.addProjectIdentity(this.tenant.admin, { projectId, identityId, roles });
    return identityId;
  }

  async #addPeople({ ownAsPerson, organizationRoles, projectRoles, otherRoles }: BeginningRoles): Promise<void> {
    const { tenant, projectId } = this;
    const add = async (inOrganization: RoleGrant[], inProject: RoleGrant[]) => {
      const roles = { organizationRoles: inOrganization, projectId, projectRoles: inProject };
      const person = await addPerson(tenant, roles);
      this.people.push(person);
      return person;
    };
    const { userId } = await add(organizationRoles, projectRoles);
    const accomplice = await add(["no-access"], []);
    await add(["no-access"], otherRoles);
    await add(["no-access"], ["admin"]);
    this.people.push(await personOf(tenant, tenant.admin));
    this.invited.push({ ...(await inviteSomebody(tenant.admin, ["admin"])), token: "only its receiver knows it" });
    for (const gift of ownAsPerson) this.due.giveActor(userId, gift);
    this.selves.push({ userId }, { userId: accomplice.userId });
  }

  /** A request of the actor's, as one of those it can be. Rejects with the `AppError` of one that is let in no more. */
  async open(self: Self): Promise<UseCaseContext> {
    const ctx = this.world.publicContext();
    if ("userId" in self) return (await core.openUserSession(ctx, self.userId)).useCase;
    return core.verifyAccessToken(ctx, self.accessToken);
  }

  /** A request of each that the actor can be and that is let in. */
  async openAll(): Promise<UseCaseContext[]> {
    const opened: UseCaseContext[] = [];
    for (const self of this.selves) {
      try {
        opened.push(await this.open(self));
      } catch (error) {
        if (!(error instanceof core.AppError)) throw error;
      }
    }
    return opened;
  }

  /** The instant so many hours from now; null is never. */
  inHours(hours: number | null): Date | null {
    return hours === null ? null : new Date(this.world.clock.now().getTime() + hours * HOUR_SECONDS * 1000);
  }

  /** The slug of a role of the project, whoever may see it. */
  async slugOf(roleId: string): Promise<string> {
    return (await core.getProjectRole(this.tenant.admin, { projectId: this.projectId, roleId })).slug;
  }

  /** Where those of the secrets are now that are still there. */
  async placesNow(): Promise<Map<string, Required<ResourceAttributes>>> {
    const rows = await this.world.database.client.secret.findMany({
      where: { id: { in: [...this.secrets.keys()] } },
      select: {
        id: true,
        key: true,
        folder: { select: { path: true, environment: { select: { slug: true } } } },
        tags: { select: { tag: { select: { slug: true } } } },
      },
    });
    return new Map(
      rows.map(({ id, key, folder, tags }) => [
        id,
        {
          environment: folder.environment.slug,
          secretPath: folder.path,
          secretName: key,
          secretTags: tags.map(({ tag }) => tag.slug),
        },
      ]),
    );
  }
}

/** A role as it is given, until then or for ever. */
export function grantOf({ role, endsAt }: { role: string; endsAt: Date | null }): RoleGrant {
  return endsAt === null ? role : { role, endsAt: endsAt.toISOString() };
}
