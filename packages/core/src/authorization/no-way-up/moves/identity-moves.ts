import { CreateIdentityInput, CreateOwnIdentityInput } from "@podpass/contracts";
import * as core from "../../../index.ts";
import { pick } from "../pick.ts";
import { NAMES } from "../places.ts";
import { projectGrants } from "./grants.ts";
import { type Move, newName } from "./move.ts";

/** Identities, what they hold in the organization, and their memberships of the project. */
export const IDENTITY_MOVES = {
  "make identity": async (game, { ctx, other }) => {
    const role = pick(["no-access", "member", "admin"], other);
    const input = CreateIdentityInput.parse({ name: newName(game), role, isUniversalAuthAttached: true });
    game.identities.push((await core.createIdentity(ctx, input)).id);
  },
  "give organization role": async ({ tenant, organizationRoles, identities }, { ctx, which, other }) => {
    const { slug } = await core.getOrganizationRole(tenant.admin, { roleId: pick(organizationRoles, which) });
    const role = pick([slug, "member", "admin", "no-access"], other);
    await core.updateIdentity(ctx, { identityId: pick(identities, which), role });
  },
  "edit identity": ({ identities }, { ctx, which, other }) => {
    const metadata = [{ key: "folder", value: pick(NAMES, other) }];
    return core.updateIdentity(ctx, { identityId: pick(identities, which), metadata });
  },
  "make identity of the project": async (game, turn) => {
    const { projectId } = game;
    const roles = await projectGrants(game, turn);
    const name = newName(game);
    const input = CreateOwnIdentityInput.parse({ projectId, name, roles, isUniversalAuthAttached: true });
    game.identities.push((await core.createOwnIdentity(turn.ctx, input)).id);
  },
  "edit identity of the project": ({ projectId, identities }, { ctx, which, other }) => {
    const metadata = [{ key: "folder", value: pick(NAMES, other) }];
    return core.updateOwnIdentity(ctx, { projectId, identityId: pick(identities, which), metadata });
  },
  "add member": async (game, turn) => {
    const { projectId, identities } = game;
    const identityId = pick(identities, turn.which);
    await core.addProjectIdentity(turn.ctx, { projectId, identityId, roles: await projectGrants(game, turn) });
  },
  "give roles": async (game, turn) => {
    const { projectId, identities } = game;
    const identityId = pick(identities, turn.which);
    await core.updateProjectIdentity(turn.ctx, { projectId, identityId, roles: await projectGrants(game, turn) });
  },
  "remove member": ({ projectId, identities }, { ctx, which }) =>
    core.removeProjectIdentity(ctx, { projectId, identityId: pick(identities, which) }),
} satisfies Record<string, Move>;
