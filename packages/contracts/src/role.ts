import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { Description, Name } from "./fields/name.ts";
import { PageInput, pageOf } from "./fields/page.ts";
import { Slug } from "./fields/slug.ts";
import { RoleSlug } from "./identity.ts";
import { ORGANIZATION_ROLES, PROJECT_ROLES } from "./permissions/built-in-roles.ts";
import { OrganizationRules, PermissionRule, ProjectRules } from "./permissions/permission-rule.ts";

/** How many roles of their own an organization or a project may have. */
export const MAX_CUSTOM_ROLES = 100;

/** What clients are told instead of a custom role's slug, so that no role may be called so. */
const WORD_FOR_CUSTOM_ROLES = "custom";
const RESERVED = new Set([...Object.keys(ORGANIZATION_ROLES), ...Object.keys(PROJECT_ROLES), WORD_FOR_CUSTOM_ROLES]);

const NewSlug = Slug.refine(
  (slug) => !RESERVED.has(slug),
  "Please choose a different slug, the slug you have entered is reserved",
);

const newRole = { slug: NewSlug, name: Name, description: Description.default("") };
const roleChange = {
  slug: NewSlug.optional(),
  name: Name.optional(),
  description: Description.optional(),
  /** When given, the change is refused unless the role is still as it was saved at this instant. */
  expectedUpdatedAt: z.iso.datetime("Must be an instant in ISO 8601").optional(),
};

export const CreateOrganizationRoleInput = z.object({ ...newRole, rules: OrganizationRules });
export type CreateOrganizationRoleInput = z.output<typeof CreateOrganizationRoleInput>;
export const CreateProjectRoleInput = z.object({ ...newRole, projectId: Id, rules: ProjectRules });
export type CreateProjectRoleInput = z.output<typeof CreateProjectRoleInput>;

/** `rules` replaces the rules there are. */
export const UpdateOrganizationRoleInput = z.object({ ...roleChange, roleId: Id, rules: OrganizationRules.optional() });
export type UpdateOrganizationRoleInput = z.output<typeof UpdateOrganizationRoleInput>;
export const UpdateProjectRoleInput = z.object({
  ...roleChange,
  projectId: Id,
  roleId: Id,
  rules: ProjectRules.optional(),
});
export type UpdateProjectRoleInput = z.output<typeof UpdateProjectRoleInput>;

export const OrganizationRoleRef = z.object({ roleId: Id });
export type OrganizationRoleRef = z.output<typeof OrganizationRoleRef>;
export const ProjectRoleRef = z.object({ projectId: Id, roleId: Id });
export type ProjectRoleRef = z.output<typeof ProjectRoleRef>;

/** A built-in role has no id and was never made. */
export const RoleOutput = z.object({
  id: z.string().nullable(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  isBuiltIn: z.boolean(),
  rules: z.array(PermissionRule),
  createdAt: z.date().nullable(),
  updatedAt: z.date().nullable(),
});
export type RoleOutput = z.output<typeof RoleOutput>;

export const RoleList = z.object({ items: z.array(RoleOutput) });
export type RoleList = z.output<typeof RoleList>;

/** Who holds a role, by its slug. */
export const ListOrganizationRoleHoldersInput = PageInput.extend({ slug: RoleSlug });
export type ListOrganizationRoleHoldersInput = z.output<typeof ListOrganizationRoleHoldersInput>;
export const ListProjectRoleHoldersInput = ListOrganizationRoleHoldersInput.extend({ projectId: Id });
export type ListProjectRoleHoldersInput = z.output<typeof ListProjectRoleHoldersInput>;

/** `endsAt` is null for whoever holds the role for good. */
export const RoleHolder = z.object({
  id: z.string(),
  principal: z.object({ type: z.enum(["user", "identity"]), id: z.string(), name: z.string() }),
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
});
export type RoleHolder = z.output<typeof RoleHolder>;
export const RoleHolderPage = pageOf(RoleHolder);
export type RoleHolderPage = z.output<typeof RoleHolderPage>;
