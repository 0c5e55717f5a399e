import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { Name } from "./fields/name.ts";
import { PageInput, pageOf, Search } from "./fields/page.ts";
import { Text } from "./fields/text.ts";

export const AUTH_METHODS = ["token-auth", "universal-auth", "kubernetes-auth"] as const;
/** How an identity comes to an access token; with `token-auth` an admin makes it and hands it out. */
export const AuthMethod = z.enum(AUTH_METHODS);
export type AuthMethod = z.output<typeof AuthMethod>;

/** The slug of a role, built-in or custom. */
export const RoleSlug = Text.min(1, "Choose a role").max(64);

const IdentityMetadata = z
  .array(
    z.object({
      key: Text.min(1, "Must not be empty").max(255),
      value: Text.min(1, "Must not be empty").max(1020),
    }),
  )
  .max(100)
  .refine((entries) => new Set(entries.map((entry) => entry.key)).size === entries.length, "Keys must be unique");

export const CreateIdentityInput = z.object({
  name: Name,
  /** Organization role. */
  role: RoleSlug.default("no-access"),
  hasDeleteProtection: z.boolean().default(false),
  metadata: IdentityMetadata.default([]),
  /** The dashboard gives a new identity Universal Auth in the same step, as the guide says. */
  isUniversalAuthAttached: z.boolean().default(false),
});
export type CreateIdentityInput = z.output<typeof CreateIdentityInput>;

export const UpdateIdentityInput = z.object({
  identityId: Id,
  name: Name.optional(),
  role: RoleSlug.optional(),
  hasDeleteProtection: z.boolean().optional(),
  /** Replaces all entries. */
  metadata: IdentityMetadata.optional(),
});
export type UpdateIdentityInput = z.output<typeof UpdateIdentityInput>;

export const IdentityRef = z.object({ identityId: Id });
export type IdentityRef = z.output<typeof IdentityRef>;

export const IdentityOutput = z.object({
  id: z.string(),
  organizationId: z.string(),
  name: z.string(),
  role: z.string(),
  /** Null where that is a built-in one. */
  customRole: z.object({ id: z.string(), name: z.string(), slug: z.string(), description: z.string() }).nullable(),
  /** The project that it was made for and in; null for the organization's own, or once that project is deleted. */
  project: z.object({ id: z.string(), name: z.string() }).nullable(),
  hasDeleteProtection: z.boolean(),
  authMethods: z.array(AuthMethod),
  metadata: z.array(z.object({ id: z.string(), key: z.string(), value: z.string() })),
  membershipId: z.string(),
  lastLoginAt: z.date().nullable(),
  lastLoginAuthMethod: AuthMethod.nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type IdentityOutput = z.output<typeof IdentityOutput>;

export const ListIdentitiesInput = PageInput.extend({ search: Search, role: RoleSlug.optional() });
export type ListIdentitiesInput = z.output<typeof ListIdentitiesInput>;
export const IdentityPage = pageOf(IdentityOutput).extend({ totalCount: z.number() });
export type IdentityPage = z.output<typeof IdentityPage>;
