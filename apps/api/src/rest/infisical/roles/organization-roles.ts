import { CreateOrganizationRoleInput, OrganizationRoleRef, UpdateOrganizationRoleInput } from "@podpass/contracts";
import {
  createOrganizationRole,
  deleteOrganizationRole,
  getOrganizationRole,
  listOrganizationRoles,
  parseWith,
  updateOrganizationRole,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";
import { assertOwnOrganization } from "../../wire/own-organization.ts";
import {
  CreateRoleBody,
  fromRoleBody,
  PackedRules,
  packRules,
  RoleAnswer,
  toRoleAnswer,
  UpdateRoleBody,
} from "./role-wire.ts";

const params = z.object({ organizationId: WireText });
const roleParams = params.extend({ roleId: WireText });
const Answer = z.object({ role: RoleAnswer });
/** Older clients read `data`. */
const ListAnswer = z.object({ roles: z.array(RoleAnswer), data: z.object({ roles: z.array(RoleAnswer) }) });
const PermissionsAnswer = z.object({ permissions: PackedRules });
const config = { wireNames: { rules: "permissions" } };

/** The roles of the token's organization. */
export const organizationRoles: FastifyPluginAsyncZod = async (app) => {
  const url = "/v1/organization/:organizationId/roles";

  app.addHook("preHandler", async ({ useCase, params: sent }) => {
    assertOwnOrganization(useCase, params.parse(sent).organizationId);
  });

  app.post(
    url,
    {
      config,
      schema: { summary: "Create an organization role", params, body: CreateRoleBody, response: { 200: Answer } },
    },
    async ({ useCase, body }) => {
      const input = parseWith(CreateOrganizationRoleInput, fromRoleBody(body));
      return { role: answer(useCase, await createOrganizationRole(useCase, input)) };
    },
  );

  app.get(
    url,
    { schema: { summary: "List the roles of the organization", params, response: { 200: ListAnswer } } },
    async ({ useCase }) => {
      const { items } = await listOrganizationRoles(useCase);
      const roles = items.map((role) => answer(useCase, role));
      return { roles, data: { roles } };
    },
  );

  app.get(
    `${url}/:roleId`,
    { schema: { summary: "Read an organization role", params: roleParams, response: { 200: Answer } } },
    async ({ useCase, params: { roleId } }) => {
      const input = parseWith(OrganizationRoleRef, { roleId });
      return { role: answer(useCase, await getOrganizationRole(useCase, input)) };
    },
  );

  app.patch(
    `${url}/:roleId`,
    {
      config,
      schema: {
        summary: "Change an organization role",
        params: roleParams,
        body: UpdateRoleBody,
        response: { 200: Answer },
      },
    },
    async ({ useCase, params: { roleId }, body }) => {
      const input = parseWith(UpdateOrganizationRoleInput, { ...fromRoleBody(body), roleId });
      return { role: answer(useCase, await updateOrganizationRole(useCase, input)) };
    },
  );

  app.delete(
    `${url}/:roleId`,
    {
      schema: {
        summary: "Delete an organization role that nobody holds",
        params: roleParams,
        response: { 200: Answer },
      },
    },
    async ({ useCase, params: { roleId } }) => {
      const input = parseWith(OrganizationRoleRef, { roleId });
      return { role: answer(useCase, await deleteOrganizationRole(useCase, input)) };
    },
  );

  app.get(
    "/v1/organization/:organizationId/permissions",
    { schema: { summary: "What the caller may do in the organization", params, response: { 200: PermissionsAnswer } } },
    async ({ useCase }) => ({ permissions: packRules(useCase.organizationRules) }),
  );
};

function answer({ organizationId }: { organizationId: string }, role: Parameters<typeof toRoleAnswer>[1]) {
  return toRoleAnswer({ organizationId, projectId: null }, role);
}
