import { AttachTokenAuthInput, PROJECT_PERMISSIONS, type ResourceAttributes, type RoleGrant } from "@podpass/contracts";
import type { Tenant, World } from "@podpass/testing/world";
import type { UseCaseContext } from "../../index.ts";
import * as core from "../../index.ts";
import { type Beginning, MANAGEMENT, ORGANIZATION_MANAGEMENT } from "./beginnings.ts";
import { makeSecrets } from "./places.ts";
import { Due, type Gift } from "./reach.ts";

export const HOUR_SECONDS = 3600;

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
  /** Access tokens of all that the actor can be. */
  readonly tokens: string[] = [];
  readonly due = new Due();

  private constructor(world: World, tenant: Tenant, project: { id: string; environments: { id: string }[] }) {
    this.world = world;
    this.tenant = tenant;
    this.projectId = project.id;
    this.environments = project.environments.map(({ id }) => id);
  }

  /**
   * The actor manages people and places and may do with secrets what the beginning says. Beside it there are an identity
   * with other rules, an administrator of the project with every login method, one of the organization, and one that
   * holds nothing.
   */
  static async begin(world: World, { rules, denials, otherRules, hours }: Beginning): Promise<Game> {
    const tenant = await world.otherTenant();
    const game = new Game(world, tenant, await tenant.createProject());
    const { admin } = tenant;
    const { projectId } = game;
    const { folders, tags, secrets } = await makeSecrets(admin, projectId);
    game.folders.push(...folders);
    game.tags.push(...tags);
    for (const [id, attributes] of secrets) game.secrets.set(id, attributes);
    const managing = await tenant.createRole({ projectId, rules: MANAGEMENT });
    const held = await tenant.createRole({ projectId, rules });
    const limits = await tenant.createRole({ projectId, rules: denials });
    const others = await tenant.createRole({ projectId, rules: otherRules });
    const everything = [{ subject: "secrets" as const, action: [...PROJECT_PERMISSIONS.secrets] }];
    const strong = await tenant.createRole({ projectId, rules: everything });
    game.roles.push(held.id, limits.id, others.id, strong.id, managing.id);
    const organizationRole = await tenant.createRole({ rules: ORGANIZATION_MANAGEMENT });
    game.organizationRoles.push(organizationRole.id);
    const endsAt = game.inHours(hours);
    const actorId = await game.#add(organizationRole.slug, [
      managing.slug,
      limits.slug,
      grantOf({ role: held.slug, endsAt }),
    ]);
    await game.#add("no-access", [others.slug]);
    const strongId = await game.#add("no-access", ["admin"]);
    await game.#add("admin", []);
    await game.#add("no-access", []);
    // Whose login methods are there already is reached by changing them.
    await tenant.attachKubernetesAuth(strongId);
    await core.attachTokenAuth(admin, AttachTokenAuthInput.parse({ identityId: strongId }));
    const gifts: Gift[] = [
      { roleId: managing.id, rules: MANAGEMENT, endsAt: null },
      { roleId: limits.id, rules: denials, endsAt: null },
      { roleId: held.id, rules, endsAt },
    ];
    for (const gift of gifts) game.due.giveActor(gift);
    game.tokens.push((await tenant.createToken({ identityId: actorId })).accessToken);
    return game;
  }

  async #add(role: string, roles: RoleGrant[]): Promise<string> {
    const { id: identityId } = await this.tenant.createIdentity({ role, isUniversalAuthAttached: true });
    this.identities.push(identityId);
    const { projectId } = this;
    if (roles.length > 0) await core.addProjectIdentity(this.tenant.admin, { projectId, identityId, roles });
    return identityId;
  }

  async open(accessToken: string): Promise<UseCaseContext> {
    return core.verifyAccessToken(this.world.publicContext(), accessToken);
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
