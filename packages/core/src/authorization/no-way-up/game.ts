import type { ResourceAttributes, RoleGrant } from "@podpass/contracts";
import type { Tenant, World } from "@podpass/testing/world";
import type { UseCaseContext } from "../../index.ts";
import * as core from "../../index.ts";
import type { Invited, Person } from "./people.ts";
import { Due } from "./reach.ts";

export const HOUR_SECONDS = 3600;

/** Something that the actor can be: an identity, by an access token, or a person. */
export type Self = { accessToken: string } | { userId: string };

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

  constructor(world: World, tenant: Tenant, project: { id: string; environments: { id: string }[] }) {
    this.world = world;
    this.tenant = tenant;
    this.projectId = project.id;
    this.environments = project.environments.map(({ id }) => id);
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
