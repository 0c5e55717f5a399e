import {
  AttachKubernetesAuthInput,
  AttachTokenAuthInput,
  CreateClientSecretInput,
  CreateIdentityInput,
  CreateSecretInput,
  can,
  isTemplated,
  ListSecretsInput,
  ORGANIZATION_PERMISSIONS,
  ORGANIZATION_ROLES,
  type OrganizationPermission,
  type PermissionRule,
  PROJECT_PERMISSIONS,
  type ProjectPermission,
  type ResourceAttributes,
  type RoleGrant,
  UpdateSecretInput,
} from "@podpass/contracts";
import { createWorld, type Tenant, type World } from "@podpass/testing/world";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as core from "../index.ts";
import { AppError, type UseCaseContext } from "../index.ts";
import { openProject } from "./project-access.ts";

/** Where the secrets are that must stay out of reach, and how rules may speak of them. */
const PLACES = [
  { environment: "dev", secretPath: "/", tag: null },
  { environment: "dev", secretPath: "/open", tag: "public" },
  { environment: "dev", secretPath: "/closed", tag: "hidden" },
  { environment: "prod", secretPath: "/", tag: null },
  { environment: "prod", secretPath: "/open", tag: "hidden" },
  { environment: "prod", secretPath: "/closed", tag: null },
] as const;
const TAGS = ["public", "hidden"] as const;
const NAMES = ["open", "closed", "other"] as const;
const SECRET_PERMISSIONS = ["secrets:describeSecret", "secrets:readValue", "secrets:edit", "secrets:delete"] as const;
const HOUR_SECONDS = 3600;

const Conditions = fc.constantFrom<PermissionRule["conditions"][]>(
  undefined,
  { environment: "dev" },
  { environment: { $ne: "prod" } },
  { secretPath: { $glob: "/open/**" } },
  { secretPath: "/other" },
  { secretPath: { $ne: "/closed" }, environment: { $in: ["dev", "prod"] } },
  { secretTags: { $in: ["public"] } },
  { secretTags: { $ne: "hidden" } },
  { secretName: { $glob: "KEY_?" } },
  { secretPath: { $glob: "/{{identity.metadata.folder}}/**" } },
  { secretPath: { $glob: "/{{identity.auth.kubernetes.namespace}}/**" } },
);
const Rule = fc
  .record({
    action: fc.subarray(["describeSecret", "readValue", "edit", "delete", "create"], { minLength: 1 }),
    conditions: Conditions,
    isDenial: fc.nat(3).map((number) => number === 0),
  })
  .map(
    ({ action, conditions, isDenial }): PermissionRule => ({
      subject: "secrets",
      action,
      ...(conditions ? { conditions } : {}),
      ...(isDenial ? { inverted: true } : {}),
    }),
  );
const Rules = fc.array(Rule, { minLength: 1, maxLength: 3 });
const Hours = fc.constantFrom(null, 1, 2);
const Index = fc.nat(11);

/** What a manager of people and places holds beside what they may do with secrets. */
const MANAGEMENT: PermissionRule[] = (
  ["role", "identity", "secret-folders", "tags", "environments", "secret-imports"] as const
).map((subject) => ({ subject, action: [...PROJECT_PERMISSIONS[subject]] }));
const ORGANIZATION_MANAGEMENT: PermissionRule[] = (["identity", "role"] as const).map((subject) => ({
  subject,
  action: [...ORGANIZATION_PERMISSIONS[subject]],
}));

/** What is done next; `by` is whichever of the identities that the actor can log in as. */
const Step = fc.record({
  by: Index,
  which: Index,
  other: Index,
  rules: Rules,
  hours: Hours,
  act: fc.constantFrom(
    "make role",
    "edit role",
    "edit role",
    "delete role",
    "make organization role",
    "edit organization role",
    "make identity",
    "give organization role",
    "edit identity",
    "add member",
    "give roles",
    "give roles",
    "remove member",
    "log in by client secret",
    "log in by client secret",
    "log in by token",
    "log in from a pod",
    "rename folder",
    "rename folder",
    "rename environment",
    "rename tag",
    "delete tag",
    "tag secret",
    "rename secret",
    "import",
    "refer",
    "wait",
    "be given",
    "give its identity",
  ),
});
type Step = typeof Step extends fc.Arbitrary<infer Value> ? Value : never;

/** Rules that somebody who holds everything gave, and when they end, in seconds since the epoch. */
interface Gift {
  rules: readonly PermissionRule[];
  endsAt: Date | null;
}

/** What is allowed, as words that sets can be made of: of the organization, of the project, and of each secret where it is. */
function atomsOf(
  organizationRules: readonly PermissionRule[],
  projectRules: readonly PermissionRule[],
  secrets: ReadonlyMap<string, ResourceAttributes>,
): Set<string> {
  const atoms = new Set<string>();
  for (const [subject, actions] of Object.entries(ORGANIZATION_PERMISSIONS)) {
    for (const action of actions) {
      const permission = `${subject}:${action}` as OrganizationPermission;
      if (can(organizationRules, permission)) atoms.add(`organization ${permission}`);
    }
  }
  for (const [subject, actions] of Object.entries(PROJECT_PERMISSIONS)) {
    for (const action of subject === "secrets" ? [] : actions) {
      const permission = `${subject}:${action}` as ProjectPermission;
      if (can(projectRules, permission)) atoms.add(`project ${permission}`);
    }
  }
  for (const [id, attributes] of secrets) {
    for (const permission of SECRET_PERMISSIONS)
      if (can(projectRules, permission, attributes)) atoms.add(`${permission} ${id}`);
  }
  return atoms;
}

/** One organization, one actor in it, and whatever the actor does. */
class Play {
  readonly #world: World;
  readonly #tenant: Tenant;
  readonly #projectId: string;
  readonly #identities: string[] = [];
  readonly #roles: string[] = [];
  readonly #organizationRoles: string[] = [];
  /** Access tokens of all that the actor can be. */
  readonly #tokens: string[] = [];
  readonly #own: Gift[] = [];
  readonly #gifts: Gift[] = [];
  /** The secrets by id, as they were at the beginning. */
  readonly #secrets = new Map<string, ResourceAttributes>();
  readonly #environments: string[];
  readonly #folders: string[] = [];
  readonly #tags: string[] = [];

  private constructor(world: World, tenant: Tenant, project: { id: string; environments: { id: string }[] }) {
    this.#world = world;
    this.#tenant = tenant;
    this.#projectId = project.id;
    this.#environments = project.environments.map(({ id }) => id);
  }

  static async begin(
    world: World,
    { rules, otherRules, hours }: { rules: PermissionRule[]; otherRules: PermissionRule[]; hours: number | null },
  ) {
    const tenant = await world.otherTenant();
    const play = new Play(world, tenant, await tenant.createProject());
    await play.#makeSecrets();
    const { admin } = tenant;
    const projectId = play.#projectId;
    const managing = await tenant.createRole({ projectId, rules: MANAGEMENT });
    const held = await tenant.createRole({ projectId, rules });
    const others = await tenant.createRole({ projectId, rules: otherRules });
    const strong = await tenant.createRole({
      projectId,
      rules: [{ subject: "secrets", action: [...PROJECT_PERMISSIONS.secrets] }],
    });
    play.#roles.push(held.id, others.id, strong.id, managing.id);
    const organizationRole = await tenant.createRole({ rules: ORGANIZATION_MANAGEMENT });
    play.#organizationRoles.push(organizationRole.id);
    const add = async (role: string, roles: RoleGrant[]) => {
      const { id: identityId } = await tenant.createIdentity({ role, isUniversalAuthAttached: true });
      play.#identities.push(identityId);
      if (roles.length > 0) await core.addProjectIdentity(admin, { projectId, identityId, roles });
      return identityId;
    };
    const endsAt = hours === null ? null : play.#inHours(hours);
    const actorId = await add(organizationRole.slug, [managing.slug, grantOf(held.slug, endsAt)]);
    await add("no-access", [others.slug]);
    await add("no-access", ["admin"]);
    await add("admin", []);
    await add("no-access", []);
    play.#own.push({ rules: MANAGEMENT, endsAt: null }, { rules, endsAt });
    play.#tokens.push((await tenant.createToken({ identityId: actorId })).accessToken);
    return play;
  }

  /** Does it, or is refused. */
  async take(step: Step): Promise<boolean> {
    try {
      await this.#do(step);
      return true;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  }

  /** What the actor reaches beyond what it may. */
  async excess(): Promise<string[]> {
    const reached = new Set<string>();
    const places = await this.#placesNow();
    for (const token of this.#tokens) {
      const ctx = await this.#open(token);
      const { rules } = await openProject(ctx, { id: this.#projectId });
      for (const atom of atomsOf(ctx.organizationRules, rules, places)) reached.add(atom);
    }
    const allowed = this.#allowed();
    return [...reached].filter((atom) => !allowed.has(atom));
  }

  /** The values that the actor is shown beyond those it may read, by imports and references too. */
  async shownInExcess(): Promise<string[]> {
    const shown = new Set<string>();
    for (const token of this.#tokens) {
      const ctx = await this.#open(token);
      for (const environment of ["dev", "prod", "qa"]) {
        const input = { projectId: this.#projectId, environment, isRecursive: true, isValueWanted: true };
        const listing = core.listSecrets(
          ctx,
          ListSecretsInput.parse({ ...input, areImportsWanted: true, isExpanded: true }),
        );
        const { items, imports } = await listing.catch(() => ({ items: [], imports: [] }));
        for (const { value } of [...items, ...imports.flatMap((from) => from.items)]) {
          for (const id of this.#secrets.keys()) if (value?.includes(`value of ${this.#nameOf(id)}.`)) shown.add(id);
        }
      }
    }
    const allowed = this.#allowed();
    return [...shown].filter((id) => !allowed.has(`secrets:readValue ${id}`));
  }

  /** By the rules that were given, on secrets where they were then: nobody with a right to it has moved one. */
  #allowed(): Set<string> {
    const now = this.#world.clock.now();
    const live = (gifts: Gift[]) => gifts.filter(({ endsAt }) => endsAt === null || endsAt > now);
    const own = live(this.#own).flatMap(({ rules }) => rules);
    const allowed = atomsOf(ORGANIZATION_MANAGEMENT, own, this.#secrets);
    for (const { rules } of live(this.#gifts)) {
      for (const atom of atomsOf([], rules, this.#secrets)) allowed.add(atom);
    }
    return allowed;
  }

  async #open(accessToken: string): Promise<UseCaseContext> {
    return core.verifyAccessToken(this.#world.publicContext(), accessToken);
  }

  #inHours(hours: number): Date {
    return new Date(this.#world.clock.now().getTime() + hours * HOUR_SECONDS * 1000);
  }

  #nameOf(secretId: string): string {
    return this.#secrets.get(secretId)?.secretName ?? "";
  }

  async #makeSecrets(): Promise<void> {
    const { admin } = this.#tenant;
    const projectId = this.#projectId;
    for (const slug of TAGS) this.#tags.push((await core.createTag(admin, { projectId, slug, color: "" })).id);
    for (const environment of ["dev", "prod"]) {
      for (const name of ["open", "closed"]) {
        const input = { projectId, environment, secretPath: "/", name, description: "" };
        this.#folders.push((await core.createFolder(admin, input)).id);
      }
    }
    for (const [index, { environment, secretPath, tag }] of PLACES.entries()) {
      const key = `KEY_${index}`;
      const tagIds = tag === null ? [] : [pick(this.#tags, TAGS.indexOf(tag))];
      const input = { projectId, environment, secretPath, key, value: `value of ${key}.`, tagIds };
      const { id } = await core.createSecret(admin, CreateSecretInput.parse(input));
      this.#secrets.set(id, { environment, secretPath, secretName: key, secretTags: tag === null ? [] : [tag] });
    }
  }

  /** Where those of the secrets are now that are still there. */
  async #placesNow(): Promise<Map<string, Required<ResourceAttributes>>> {
    const rows = await this.#world.database.client.secret.findMany({
      where: { id: { in: [...this.#secrets.keys()] } },
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

  async #do(step: Step): Promise<void> {
    const { act, which, other, rules, hours } = step;
    const { admin } = this.#tenant;
    const projectId = this.#projectId;
    if (act === "wait") return this.#world.clock.advanceSeconds(HOUR_SECONDS);
    const ctx = await this.#open(pick(this.#tokens, step.by));
    const identityId = pick(this.#identities, which);
    const roleId = pick(this.#roles, which);
    const organizationRoleId = pick(this.#organizationRoles, which);
    const slugOf = async (id: string) => (await core.getProjectRole(admin, { projectId, roleId: id })).slug;
    const grants = async (): Promise<RoleGrant[]> => {
      const endsAt = hours === null ? null : this.#inHours(hours);
      const slugs = new Set([await slugOf(pick(this.#roles, other)), await slugOf(pick(this.#roles, other + step.by))]);
      return [...slugs].map((slug) => grantOf(slug, endsAt));
    };
    const unique = `made-${this.#roles.length + this.#organizationRoles.length}-${this.#identities.length}`;
    const managing = ORGANIZATION_MANAGEMENT.slice(0, 1 + (other % 2));
    const place = pick(PLACES, other);
    const at = { projectId, environment: place.environment, secretPath: place.secretPath };
    switch (act) {
      case "make role": {
        const role = await core.createProjectRole(ctx, {
          projectId,
          slug: unique,
          name: unique,
          description: "",
          rules,
        });
        return void this.#roles.push(role.id ?? "");
      }
      case "edit role": {
        const before = (await core.getProjectRole(admin, { projectId, roleId })).rules;
        const edits = [rules, [...before, ...rules], before.slice(0, -1), [...MANAGEMENT, ...rules]];
        return void (await core.updateProjectRole(ctx, { projectId, roleId, rules: pick(edits, other) }));
      }
      case "delete role":
        return void (await core.deleteProjectRole(ctx, { projectId, roleId }));
      case "make organization role": {
        const organizationRules = other % 3 === 0 ? [...ORGANIZATION_ROLES.member.rules] : managing;
        const role = { slug: unique, name: unique, description: "", rules: organizationRules };
        return void this.#organizationRoles.push((await core.createOrganizationRole(ctx, role)).id ?? "");
      }
      case "edit organization role": {
        const organizationRules = other % 3 === 0 ? [...ORGANIZATION_ROLES.admin.rules] : managing;
        return void (await core.updateOrganizationRole(ctx, { roleId: organizationRoleId, rules: organizationRules }));
      }
      case "make identity": {
        const role = pick(["no-access", "member", "admin"], other);
        const input = CreateIdentityInput.parse({ name: unique, role, isUniversalAuthAttached: true });
        return void this.#identities.push((await core.createIdentity(ctx, input)).id);
      }
      case "give organization role": {
        const { slug } = await core.getOrganizationRole(admin, { roleId: organizationRoleId });
        const role = pick([slug, "member", "admin", "no-access"], other);
        return void (await core.updateIdentity(ctx, { identityId, role }));
      }
      case "edit identity": {
        const metadata = [{ key: "folder", value: pick(NAMES, other) }];
        return void (await core.updateIdentity(ctx, { identityId, metadata }));
      }
      case "add member":
        return void (await core.addProjectIdentity(ctx, { projectId, identityId, roles: await grants() }));
      case "give roles":
        return void (await core.updateProjectIdentity(ctx, { projectId, identityId, roles: await grants() }));
      case "remove member":
        return void (await core.removeProjectIdentity(ctx, { projectId, identityId }));
      case "log in by client secret":
        return void this.#tokens.push(await this.#logInByClientSecret(ctx, identityId));
      case "log in by token":
        return void this.#tokens.push(await this.#logInByToken(ctx, identityId));
      case "log in from a pod":
        return void this.#tokens.push(await this.#logInFromPod(ctx, identityId, pick(NAMES, other)));
      case "rename folder": {
        const name = pick(NAMES, other);
        return void (await core.updateFolder(ctx, { projectId, folderId: pick(this.#folders, which), name }));
      }
      case "rename environment": {
        const environmentId = pick(this.#environments, which);
        return void (await core.updateEnvironment(ctx, {
          projectId,
          environmentId,
          slug: pick(["dev", "prod", "qa"], other),
        }));
      }
      case "rename tag":
        return void (await core.updateTag(ctx, {
          projectId,
          tagId: pick(this.#tags, which),
          slug: pick([...TAGS, "x"], other),
        }));
      case "delete tag":
        return void (await core.deleteTag(ctx, { projectId, tagId: pick(this.#tags, which) }));
      case "tag secret":
      case "rename secret": {
        const [, now] = pick([...(await this.#placesNow())], which);
        const { environment, secretPath, secretName: key } = now;
        const change =
          act === "tag secret"
            ? { tagIds: this.#tags.slice(other % 3) }
            : { newKey: pick([`K${key}`, "KEY_9"], other) };
        return void (await core.updateSecret(
          ctx,
          UpdateSecretInput.parse({ projectId, environment, secretPath, key, ...change }),
        ));
      }
      case "import": {
        const { environment, secretPath } = pick(PLACES, which);
        return void (await core.createSecretImport(ctx, { ...at, source: { environment, secretPath } }));
      }
      case "refer": {
        const { environment, secretPath } = pick(PLACES, which);
        const address = [environment, ...secretPath.split("/").filter(Boolean), `KEY_${which % PLACES.length}`];
        const secret = { key: `REFERENCE_${which}`, value: `\${${address.join(".")}}` };
        return void (await core.createSecret(ctx, CreateSecretInput.parse({ ...at, ...secret })));
      }
      case "be given":
      case "give its identity":
        return this.#give(act === "be given" ? pick(this.#identities, 0) : identityId, pick(this.#roles, other), hours);
    }
  }

  async #logInByClientSecret(ctx: UseCaseContext, identityId: string): Promise<string> {
    const input = CreateClientSecretInput.parse({ identityId });
    const { clientSecret } = await core.createClientSecret(ctx, input);
    const { clientId } = await core.getUniversalAuth(this.#tenant.admin, { identityId });
    const from = this.#world.publicContext();
    return (await core.loginWithUniversalAuth(from, { clientId, clientSecret })).accessToken;
  }

  async #logInByToken(ctx: UseCaseContext, identityId: string): Promise<string> {
    const isAttached = await core.getTokenAuth(this.#tenant.admin, { identityId }).then(
      () => true,
      () => false,
    );
    if (!isAttached) await core.attachTokenAuth(ctx, AttachTokenAuthInput.parse({ identityId }));
    return (await core.createToken(ctx, { identityId, name: "" })).accessToken;
  }

  /** Points the identity at a cluster of the actor's own, and logs in from a namespace of choice. */
  async #logInFromPod(ctx: UseCaseContext, identityId: string, namespace: string): Promise<string> {
    const { kubernetes } = this.#world;
    const account = { namespace, name: "worker" };
    const jwt = this.#world.serviceAccountJwt(account);
    kubernetes.grantAuthDelegator(account);
    const settings = {
      kubernetesHost: kubernetes.url,
      caCertificate: kubernetes.caCertificate,
      allowedNamespaces: "*",
    };
    const input = { identityId, ...settings, reviewerMode: "client" as const };
    await core
      .attachKubernetesAuth(ctx, AttachKubernetesAuthInput.parse(input))
      .catch(() => core.updateKubernetesAuth(ctx, input));
    return (await core.loginWithKubernetes(this.#world.publicContext(), { identityId, jwt })).accessToken;
  }

  /** Somebody who holds everything gives a role, as it is now. */
  async #give(identityId: string, roleId: string, hours: number | null): Promise<void> {
    const { admin } = this.#tenant;
    const projectId = this.#projectId;
    const { slug, rules } = await core.getProjectRole(admin, { projectId, roleId });
    const endsAt = hours === null ? null : this.#inHours(hours);
    const membership = await core.getProjectIdentity(admin, { projectId, identityId });
    const kept = membership.roles
      .filter(({ role }) => role !== slug)
      .map(({ role, window }) =>
        window ? { role, startsAt: window.startsAt.toISOString(), endsAt: window.endsAt.toISOString() } : role,
      );
    await core.updateProjectIdentity(admin, { projectId, identityId, roles: [...kept, grantOf(slug, endsAt)] });
    // A template is given as whatever it may come to stand for.
    const given = rules.map((rule) => (isTemplated(rule) && !rule.inverted ? { ...rule, conditions: {} } : rule));
    const isOwn = identityId === this.#identities[0];
    (isOwn ? this.#own : this.#gifts).push({ rules: given, endsAt });
  }
}

/** One of them, whatever the number. */
function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("There is nothing to pick from");
  return item;
}

function grantOf(role: string, endsAt: Date | null): RoleGrant {
  return endsAt === null ? role : { role, endsAt: endsAt.toISOString() };
}

describe("no way up", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const Beginning = fc
    .record({ rules: Rules, otherRules: fc.option(Rules), hours: Hours })
    .map(({ rules, otherRules, hours }) => ({ rules, otherRules: otherRules ?? rules.slice(0, 1), hours }));
  const Steps = fc.array(Step, { minLength: 15, maxLength: 40, size: "max" });

  it("leads to more than was held or was given by somebody who held it, whatever is done in whichever order", async () => {
    await fc.assert(
      fc.asyncProperty(Beginning, Steps, async (beginning, steps) => {
        const play = await Play.begin(world, beginning);
        expect(await play.excess()).toEqual([]);
        for (const step of steps) {
          if (!(await play.take(step))) continue;
          expect(await play.excess(), step.act).toEqual([]);
        }
        expect(await play.shownInExcess()).toEqual([]);
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});
