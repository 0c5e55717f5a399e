import { AddProjectUsersByEmailInput, Email } from "@podpass/contracts";
import { addProjectUsersByEmail, parseWith } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";

/** What the route is called by clients of two generations. */
export const PEOPLE_URLS = ["/v1/projects/:projectId/memberships", "/v2/workspace/:projectId/memberships"];

const params = z.object({ projectId: WireText });
/** People sign in with their e-mail address: it is their username, too. */
const Addresses = z.array(Email, "Must be a list of e-mail addresses").default([]);
const Body = z.object({
  emails: Addresses,
  usernames: Addresses,
  roleSlugs: z.array(WireText, "Must be a list of roles").optional(),
});
const DEFAULT_ROLES = ["member"];

const Answer = z.object({
  memberships: z.array(
    z.object({
      id: z.string(),
      userId: z.string(),
      projectId: z.string(),
      role: z.string(),
      status: z.literal("accepted"),
      createdAt: z.date(),
      updatedAt: z.date(),
    }),
  ),
});

/** Makes people of the organization members of a project. `memberships` holds those who were not in it before. */
export const addPeople: FastifyPluginAsyncZod = async (app) => {
  const config = { wireNames: { roles: "roleSlugs" } };
  for (const url of PEOPLE_URLS) {
    app.post(
      url,
      {
        config,
        schema: {
          summary: "Add people of the organization to a project",
          params,
          body: Body,
          response: { 200: Answer },
        },
      },
      async ({ useCase, params: { projectId }, body }) => {
        const emails = [...body.emails, ...body.usernames];
        const roles = body.roleSlugs ?? DEFAULT_ROLES;
        const input = parseWith(AddProjectUsersByEmailInput, { projectId, emails, roles });
        const added = await addProjectUsersByEmail(useCase, input);
        return {
          memberships: added.map(({ id, user, roles: [first], createdAt }) => ({
            id,
            userId: user.id,
            projectId,
            role: first?.role ?? "",
            status: "accepted" as const,
            createdAt,
            updatedAt: createdAt,
          })),
        };
      },
    );
  }
};
