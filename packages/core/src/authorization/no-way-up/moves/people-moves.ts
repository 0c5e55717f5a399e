import * as core from "../../../index.ts";
import { inviteSomebody, tokenOf } from "../people.ts";
import { pick } from "../pick.ts";
import { organizationGrants, projectGrants } from "./grants.ts";
import type { Move } from "./move.ts";

/** What people are in the organization and in the project, and every way to come to be one of them. */
export const PEOPLE_MOVES = {
  "give person organization roles": async (game, turn) => {
    const { memberId } = pick(game.people, turn.which);
    await core.updateMember(turn.ctx, { memberId, roles: await organizationGrants(game, turn) });
  },
  "let person in no more": ({ people }, { ctx, which }) =>
    core.deactivateMember(ctx, { memberId: pick(people, which).memberId }),
  "let person in again": ({ people }, { ctx, which }) =>
    core.reactivateMember(ctx, { memberId: pick(people, which).memberId }),
  "remove person from organization": ({ people }, { ctx, which }) =>
    core.removeMember(ctx, { memberId: pick(people, which).memberId }),
  invite: async (game, turn) => {
    game.invited.push(await inviteSomebody(turn.ctx, await organizationGrants(game, turn)));
  },
  /** Whoever is shown the new link may well be another than who was meant. */
  "invite again": async ({ invited }, { ctx, which }) => {
    const somebody = pick(invited, which);
    const { invitationId } = somebody;
    somebody.token = tokenOf((await core.resendInvitation(ctx, { invitationId, expiresInDays: 30 })).link);
  },
  "accept invitation": async ({ world, tenant, invited, people, selves }, { which }) => {
    const { email, token } = pick(invited, which);
    await core.acceptInvitation(world.publicContext(), { token, name: "Made up", password: `password of ${email}` });
    const { items } = await core.listMembers(tenant.admin, { limit: 1, search: email });
    for (const { id: memberId, user } of items) {
      people.push({ userId: user.id, memberId });
      selves.push({ userId: user.id });
    }
  },
  "add person": async (game, turn) => {
    const { projectId, people } = game;
    const { userId } = pick(people, turn.which);
    await core.addProjectUser(turn.ctx, { projectId, userId, roles: await projectGrants(game, turn) });
  },
  "give person roles": async (game, turn) => {
    const { projectId, people } = game;
    const { userId } = pick(people, turn.which);
    await core.updateProjectUser(turn.ctx, { projectId, userId, roles: await projectGrants(game, turn) });
  },
  "remove person": ({ projectId, people }, { ctx, which }) =>
    core.removeProjectUser(ctx, { projectId, userId: pick(people, which).userId }),
} satisfies Record<string, Move>;
