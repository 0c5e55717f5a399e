import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { ListAuditEventsInput } from "./audit.ts";
import { CreateIdentityInput, ListIdentitiesInput } from "./identity.ts";
import { CreateProjectInput, ListProjectsInput } from "./project.ts";
import { AddProjectIdentityInput } from "./project-membership.ts";
import { CreateSecretInput, GetSecretInput } from "./secret.ts";
import { CreateClientSecretInput } from "./universal-auth.ts";

const id = "6f2f1d0c-3a3b-4c39-9b1a-2f4a3a1e7f10";
const secret = { projectId: id, environment: "dev", key: "KEY", value: "v" };

/** PostgreSQL's text holds neither: an input that let one through would end in a fault of the server, or in another text. */
describe.each([
  ["a NUL character", "a\u0000b"],
  ["half a surrogate pair", "a\ud800b"],
])("%s", (_what, unstorable) => {
  it.each<[string, z.ZodType, unknown]>([
    ["identity name", CreateIdentityInput, { name: unstorable }],
    ["identity role", CreateIdentityInput, { name: "a", role: unstorable }],
    ["metadata key", CreateIdentityInput, { name: "a", metadata: [{ key: unstorable, value: "v" }] }],
    ["metadata value", CreateIdentityInput, { name: "a", metadata: [{ key: "k", value: unstorable }] }],
    ["project name", CreateProjectInput, { name: unstorable }],
    ["project description", CreateProjectInput, { name: "a", description: unstorable }],
    ["project role", AddProjectIdentityInput, { projectId: id, identityId: id, roles: [unstorable] }],
    ["client secret description", CreateClientSecretInput, { identityId: id, description: unstorable }],
    ["secret key", CreateSecretInput, { ...secret, key: unstorable }],
    ["secret value", CreateSecretInput, { ...secret, value: unstorable }],
    ["secret comment", CreateSecretInput, { ...secret, comment: unstorable }],
    ["search for identities", ListIdentitiesInput, { search: unstorable }],
    ["search for projects", ListProjectsInput, { search: unstorable }],
    ["search for an event", ListAuditEventsInput, { search: unstorable }],
  ])("is refused in: %s", (_field, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  it("is not what a description's line ends and tabs are", () => {
    const description = "first line\n\tsecond line";
    expect(CreateProjectInput.parse({ name: "a", description }).description).toBe(description);
  });
});

it("a secret's version is one that its column can hold", () => {
  const version = (value: number) => GetSecretInput.safeParse({ ...secret, version: value }).success;
  expect(version(2_147_483_647)).toBe(true);
  expect(version(2_147_483_648)).toBe(false);
});
