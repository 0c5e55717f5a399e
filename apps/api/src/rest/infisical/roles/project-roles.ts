import {
  CreateProjectRoleInput,
  Id,
  ProjectRef,
  ProjectRoleRef,
  RoleSlug,
  UpdateProjectRoleInput,
} from "@podpass/contracts";
import {
  createProjectRole,
  deleteProjectRole,
  getProject,
  getProjectRole,
  getProjectRoleById,
  getProjectRoleBySlug,
  listProjectRoles,
  parseWith,
  type UseCaseContext,
  updateProjectRole,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";
import { projectBySlug } from "../../wire/project-by-slug.ts";
import {
  CreateRoleBody,
  fromRoleBody,
  PackedRules,
  packRules,
  RoleAnswer,
  toRoleAnswer,
  UpdateRoleBody,
} from "./role-wire.ts";

/** Where three generations of clients look for a project's roles. The oldest names the project by its slug. */
const PLACES = [
  { url: "/v1/projects/:project/roles", permissionsUrl: "/v1/projects/:project/permissions", isSlug: false },
  { url: "/v2/workspace/:project/roles", permissionsUrl: "/v2/workspace/:project/permissions", isSlug: false },
  { url: "/v1/workspace/:project/roles", permissionsUrl: "/v1/workspace/:project/permissions", isSlug: true },
];

const params = z.object({ project: WireText });
const roleParams = params.extend({ roleId: WireText });
const slugParams = params.extend({ roleSlug: WireText });
const Answer = z.object({ role: RoleAnswer });
/** Older clients read `data`. */
const ListAnswer = z.object({ roles: z.array(RoleAnswer), data: z.object({ roles: z.array(RoleAnswer) }) });
const PermissionsAnswer = z.object({ permissions: PackedRules, data: z.object({ permissions: PackedRules }) });

const byId = z.object({ roleId: WireText });

/** The roles of a project, and what the caller itself may do there. */
export const projectRoles: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/v1/projects/roles/:roleId",
    { schema: { summary: "Read a project role by id alone", params: byId, response: { 200: Answer } } },
    async ({ useCase, params: given }) => {
      const { roleId } = parseWith(z.object({ roleId: Id }), given);
      const { projectId, role } = await getProjectRoleById(useCase, roleId);
      return { role: toRoleAnswer({ organizationId: useCase.organizationId, projectId }, role) };
    },
  );

  for (const { url, permissionsUrl, isSlug } of PLACES) {
    const wireNames = { rules: "permissions", projectId: isSlug ? "projectSlug" : "projectId" };
    const config = { wireNames };
    const findId = async (ctx: UseCaseContext, { project }: { project: string }) => {
      if (!isSlug) return parseWith(ProjectRef, { projectId: project }).projectId;
      return (await projectBySlug(ctx, project, "projectSlug")).id;
    };
    const answer = ({ organizationId }: UseCaseContext, projectId: string, role: Parameters<typeof toRoleAnswer>[1]) =>
      toRoleAnswer({ organizationId, projectId }, role);

    app.post(
      url,
      { config, schema: { summary: "Create a project role", params, body: CreateRoleBody, response: { 200: Answer } } },
      async ({ useCase, params: place, body }) => {
        const projectId = await findId(useCase, place);
        const input = parseWith(CreateProjectRoleInput, { ...fromRoleBody(body), projectId });
        return { role: answer(useCase, projectId, await createProjectRole(useCase, input)) };
      },
    );

    app.get(
      url,
      { config, schema: { summary: "List the roles of a project", params, response: { 200: ListAnswer } } },
      async ({ useCase, params: place }) => {
        const projectId = await findId(useCase, place);
        const { items } = await listProjectRoles(useCase, { projectId });
        const roles = items.map((role) => answer(useCase, projectId, role));
        return { roles, data: { roles } };
      },
    );

    app.get(
      `${url}/slug/:roleSlug`,
      { config, schema: { summary: "Find a project role by slug", params: slugParams, response: { 200: Answer } } },
      async ({ useCase, params: { roleSlug, ...place } }) => {
        const projectId = await findId(useCase, place);
        const { slug } = parseWith(z.object({ slug: RoleSlug }), { slug: roleSlug });
        return { role: answer(useCase, projectId, await getProjectRoleBySlug(useCase, { projectId, slug })) };
      },
    );

    app.get(
      `${url}/:roleId`,
      { config, schema: { summary: "Read a project role", params: roleParams, response: { 200: Answer } } },
      async ({ useCase, params: { roleId, ...place } }) => {
        const input = parseWith(ProjectRoleRef, { projectId: await findId(useCase, place), roleId });
        return { role: answer(useCase, input.projectId, await getProjectRole(useCase, input)) };
      },
    );

    app.patch(
      `${url}/:roleId`,
      {
        config,
        schema: {
          summary: "Change a project role",
          params: roleParams,
          body: UpdateRoleBody,
          response: { 200: Answer },
        },
      },
      async ({ useCase, params: { roleId, ...place }, body }) => {
        const projectId = await findId(useCase, place);
        const input = parseWith(UpdateProjectRoleInput, { ...fromRoleBody(body), projectId, roleId });
        return { role: answer(useCase, projectId, await updateProjectRole(useCase, input)) };
      },
    );

    app.delete(
      `${url}/:roleId`,
      {
        config,
        schema: { summary: "Delete a project role that nobody holds", params: roleParams, response: { 200: Answer } },
      },
      async ({ useCase, params: { roleId, ...place } }) => {
        const input = parseWith(ProjectRoleRef, { projectId: await findId(useCase, place), roleId });
        return { role: answer(useCase, input.projectId, await deleteProjectRole(useCase, input)) };
      },
    );

    app.get(
      permissionsUrl,
      {
        config,
        schema: { summary: "What the caller may do in a project", params, response: { 200: PermissionsAnswer } },
      },
      async ({ useCase, params: place }) => {
        const { rules } = await getProject(useCase, { id: await findId(useCase, place) });
        const permissions = packRules(rules);
        return { permissions, data: { permissions } };
      },
    );
  }
};
