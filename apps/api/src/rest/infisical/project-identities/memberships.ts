import { AddProjectIdentityInput, ProjectIdentityRef, UpdateProjectIdentityInput } from "@podpass/contracts";
import {
  addProjectIdentity,
  getProjectIdentity,
  parseWith,
  removeProjectIdentity,
  updateProjectIdentity,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";
import { fromRolesBody, Membership, MembershipAnswer, RolesBody, toMembership } from "./membership-wire.ts";

/** What the routes below are called by clients of three generations. */
export const MEMBERSHIP_PREFIXES = [
  "/v1/projects/:projectId/memberships/identities",
  "/v1/projects/:projectId/identity-memberships",
  "/v2/workspace/:projectId/identity-memberships",
];

const params = z.object({ projectId: WireText, identityId: WireText });
const DEFAULT_ROLE = "no-access";
/** `role` is how the oldest clients name a single role. */
const AddBody = z.object({ role: WireText.optional(), roles: RolesBody.optional() });
const UpdateBody = z.object({ roles: RolesBody });
/** Older clients read `roles`, newer ones `identityMembership`. */
const UpdateAnswer = MembershipAnswer.extend({ roles: Membership.shape.roles });

/** The membership of one identity in one project. */
export const memberships: FastifyPluginAsyncZod = async (app) => {
  for (const prefix of MEMBERSHIP_PREFIXES) {
    const url = `${prefix}/:identityId`;

    app.post(
      url,
      {
        schema: { summary: "Add an identity to a project", params, body: AddBody, response: { 200: MembershipAnswer } },
      },
      async (request) => {
        const { role = DEFAULT_ROLE, roles = [{ role }] } = request.body;
        const input = parseWith(AddProjectIdentityInput, { ...request.params, roles: fromRolesBody(roles) });
        return { identityMembership: toMembership(await addProjectIdentity(request.useCase, input)) };
      },
    );

    app.patch(
      url,
      {
        schema: {
          summary: "Replace an identity's roles in a project",
          params,
          body: UpdateBody,
          response: { 200: UpdateAnswer },
        },
      },
      async (request) => {
        const roles = fromRolesBody(request.body.roles);
        const input = parseWith(UpdateProjectIdentityInput, { ...request.params, roles });
        const identityMembership = toMembership(await updateProjectIdentity(request.useCase, input));
        return { identityMembership, roles: identityMembership.roles };
      },
    );

    app.get(
      url,
      { schema: { summary: "Read an identity's roles in a project", params, response: { 200: MembershipAnswer } } },
      async (request) => {
        const input = parseWith(ProjectIdentityRef, request.params);
        return { identityMembership: toMembership(await getProjectIdentity(request.useCase, input)) };
      },
    );

    app.delete(
      url,
      { schema: { summary: "Remove an identity from a project", params, response: { 200: MembershipAnswer } } },
      async (request) => {
        const input = parseWith(ProjectIdentityRef, request.params);
        return { identityMembership: toMembership(await removeProjectIdentity(request.useCase, input)) };
      },
    );
  }
};
