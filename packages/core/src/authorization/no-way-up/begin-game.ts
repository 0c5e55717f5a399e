import { AttachTokenAuthInput, PROJECT_PERMISSIONS, type RoleGrant } from "@podpass/contracts";
import type { World } from "@podpass/testing/world";
import * as core from "../../index.ts";
import { type Beginning, LENT, MANAGEMENT, ORGANIZATION_DENIALS, ORGANIZATION_MANAGEMENT } from "./beginnings.ts";
import { Game, grantOf } from "./game.ts";
import { addPerson, inviteSomebody, personOf } from "./people.ts";
import { makeSecrets } from "./places.ts";
import type { Gift } from "./reach.ts";

/** What the actor is given at the beginning, and another. */
interface BeginningRoles {
  own: Gift[];
  ownAsPerson: Gift[];
  organizationRole: string;
  organizationRoles: RoleGrant[];
  projectRoles: RoleGrant[];
  otherRoles: RoleGrant[];
}

/**
 * The actor manages people and places and may do with secrets what the beginning says, as an identity and as a person,
 * who is lent something in the organization as well; and has an accomplice, who may do nothing. Beside them there are an
 * identity with other rules, an administrator of the project with every login method, one of the organization, and one
 * that holds nothing; and people of the same kinds, one of them invited.
 */
export async function beginGame(world: World, beginning: Beginning): Promise<Game> {
  const tenant = await world.otherTenant();
  const game = new Game(world, tenant, await tenant.createProject());
  const { folders, tags, secrets } = await makeSecrets(tenant.admin, game.projectId);
  game.folders.push(...folders);
  game.tags.push(...tags);
  for (const [id, attributes] of secrets) game.secrets.set(id, attributes);
  const roles = await makeRoles(game, beginning);
  await addIdentities(game, roles);
  await addPeople(game, roles);
  return game;
}

async function makeRoles(game: Game, { rules, denials, otherRules, hours }: Beginning): Promise<BeginningRoles> {
  const { tenant, projectId } = game;
  const managing = await tenant.createRole({ projectId, rules: MANAGEMENT });
  const held = await tenant.createRole({ projectId, rules });
  const limits = await tenant.createRole({ projectId, rules: denials });
  const others = await tenant.createRole({ projectId, rules: otherRules });
  const everything = [{ subject: "secrets" as const, action: [...PROJECT_PERMISSIONS.secrets] }];
  const strong = await tenant.createRole({ projectId, rules: everything });
  game.roles.push(held.id, limits.id, others.id, strong.id, managing.id);
  const organization = await tenant.createRole({ rules: ORGANIZATION_MANAGEMENT });
  const lent = await tenant.createRole({ rules: LENT });
  const withheld = await tenant.createRole({ rules: ORGANIZATION_DENIALS });
  game.organizationRoles.push(organization.id, lent.id, withheld.id);
  const endsAt = game.inHours(hours);
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

async function addIdentities(
  game: Game,
  { own, organizationRole, projectRoles, otherRoles }: BeginningRoles,
): Promise<void> {
  const { tenant } = game;
  const actorId = await addIdentity(game, organizationRole, projectRoles);
  await addIdentity(game, "no-access", otherRoles);
  const strongId = await addIdentity(game, "no-access", ["admin"]);
  await addIdentity(game, "admin", []);
  await addIdentity(game, "no-access", []);
  // Whose login methods are there already is reached by changing them.
  await tenant.attachKubernetesAuth(strongId);
  await core.attachTokenAuth(tenant.admin, AttachTokenAuthInput.parse({ identityId: strongId }));
  for (const gift of own) game.due.giveActor(actorId, gift);
  game.selves.push({ accessToken: (await tenant.createToken({ identityId: actorId })).accessToken });
}

async function addIdentity(game: Game, role: string, roles: RoleGrant[]): Promise<string> {
  const { id: identityId } = await game.tenant.createIdentity({ role, isUniversalAuthAttached: true });
  game.identities.push(identityId);
  const { projectId } = game;
  if (roles.length > 0) await core.addProjectIdentity(game.tenant.admin, { projectId, identityId, roles });
  return identityId;
}

async function addPeople(
  game: Game,
  { ownAsPerson, organizationRoles, projectRoles, otherRoles }: BeginningRoles,
): Promise<void> {
  const { tenant, projectId } = game;
  const add = async (inOrganization: RoleGrant[], inProject: RoleGrant[]) => {
    const roles = { organizationRoles: inOrganization, projectId, projectRoles: inProject };
    const person = await addPerson(tenant, roles);
    game.people.push(person);
    return person;
  };
  const { userId } = await add(organizationRoles, projectRoles);
  const accomplice = await add(["no-access"], []);
  await add(["no-access"], otherRoles);
  await add(["no-access"], ["admin"]);
  game.people.push(await personOf(tenant, tenant.admin));
  game.invited.push({ ...(await inviteSomebody(tenant.admin, ["admin"])), token: "only its receiver knows it" });
  for (const gift of ownAsPerson) game.due.giveActor(userId, gift);
  game.selves.push({ userId }, { userId: accomplice.userId });
}
