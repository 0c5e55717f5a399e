import { z } from "zod";
import { filled, goBool, goInt, goSlice, goString, goStruct, goTime } from "./go-json.ts";

/** The answers as each client's own decoder reads them; required is also what it would silently go on without. */

const goTag = z.object({ id: goString, slug: goString, name: goString, color: goString });
const goSecret = z.object({
  id: filled,
  _id: goString,
  version: goInt,
  workspace: goString,
  environment: goString,
  type: goString,
  secretKey: filled,
  secretValue: z.string(),
  secretComment: goString,
  secretPath: goString,
  secretValueHidden: goBool,
  skipMultilineEncoding: goBool,
  isRotatedSecret: goBool,
  rotationId: goString,
  secretReminderNote: goString,
  secretReminderRepeatDays: goInt,
  secretMetadata: goSlice(z.object({ key: goString, value: goString })),
  tags: goSlice(goTag),
});
const goImport = z.object({
  secretPath: goString,
  environment: goString,
  folderId: goString,
  secrets: goSlice(goSecret),
});
const goFolder = z.object({
  id: filled,
  name: filled,
  version: goInt,
  createdAt: goTime,
  updatedAt: goTime,
  envId: goString,
  parentId: goString,
  isReserved: goBool,
});

/** go-sdk, and all that is built on it: operator, external-secrets, CSI provider, agent. */
export const goSdk = {
  login: z.object({
    accessToken: filled,
    expiresIn: z.int().min(31),
    accessTokenMaxTTL: z.int().min(1),
    tokenType: goString,
  }),
  secrets: z.object({ secrets: z.array(goSecret).min(1), imports: goSlice(goImport) }),
  secret: z.object({ secret: goSecret }),
  batch: z.object({ secrets: z.array(goSecret).length(2) }),
  folder: z.object({ folder: goFolder }),
  folders: z.object({ folders: z.array(goFolder) }),
  revoked: z.object({ message: goString }),
  /** `APIError`: the message is what people see, `reqId` what they ask with. */
  error: z.object({
    reqId: filled,
    statusCode: goInt,
    message: filled,
    error: goString,
    details: goSlice(z.unknown()),
  }),
};

/** The CLI's models; it keys secrets by `_id` and shows tags. */
const cliSecret = goSecret.extend({ _id: filled, workspace: filled, tags: goSlice(goTag) });
export const cli = {
  secrets: z.object({
    secrets: z.array(cliSecret).min(1),
    imports: goSlice(z.object({ environment: goString, secretPath: goString, secrets: goSlice(cliSecret) })),
  }),
  folders: goSdk.folders,
  tag: z.object({ tag: goTag.extend({ id: filled }) }),
  details: z.object({
    identityDetails: goStruct({ organization: goStruct({ id: goString, name: goString, slug: goString }) }),
  }),
};

/** The operator's own calls. */
export const operator = {
  status: z.object({ message: z.literal("Ok") }),
  project: z.object({
    id: filled,
    name: goString,
    slug: goString,
    orgId: goString,
    environments: goSlice(z.unknown()),
  }),
};

/** The CSI provider keys its files by `id` and makes the version of a rotation of these. */
export const csi = {
  secret: z.object({ secret: goSecret.extend({ version: z.int(), secretPath: filled }) }),
};

/** Dataclasses made from the JSON: a field without a default that is missing or null is an error. */
const pySecret = z.object({
  id: z.string(),
  _id: z.string(),
  workspace: z.string(),
  environment: z.string(),
  version: z.int(),
  type: z.string(),
  secretKey: z.string(),
  secretValue: z.string(),
  secretComment: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  secretPath: z.string().nullish(),
  secretMetadata: z.array(z.record(z.string(), z.unknown())).nullish(),
  tags: z
    .array(z.object({ id: z.string(), slug: z.string(), name: z.string(), color: z.string().nullish() }))
    .nullish(),
});
const pyFolder = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  envId: z.string(),
});
export const python = {
  login: z.object({ accessToken: z.string(), expiresIn: z.int(), accessTokenMaxTTL: z.int(), tokenType: z.string() }),
  secrets: z.object({
    secrets: z.array(pySecret),
    imports: z
      .array(
        z.object({
          secretPath: z.string(),
          environment: z.string(),
          folderId: z.string().nullish(),
          secrets: z.array(pySecret),
        }),
      )
      .nullish(),
  }),
  secret: z.object({ secret: pySecret }),
  folder: z.object({ folder: pyFolder.extend({ path: z.string() }) }),
  folders: z.object({ folders: z.array(pyFolder) }),
};

/** serde in the Rust core under the old Node, Python, Ruby and Java SDKs: a missing or null member fails the whole answer. */
const rustSecret = z.object({
  version: z.int(),
  workspace: z.string(),
  type: z.string(),
  environment: z.string(),
  secretKey: z.string(),
  secretValue: z.string(),
  secretComment: z.string(),
});
export const nodeSdk2 = {
  login: z.object({ accessToken: z.string(), expiresIn: z.int(), accessTokenMaxTTL: z.int(), tokenType: z.string() }),
  secrets: z.object({
    secrets: z.array(rustSecret),
    imports: z
      .array(z.object({ secretPath: z.string(), environment: z.string(), secrets: z.array(rustSecret) }))
      .nullish(),
  }),
  secret: z.object({ secret: rustSecret }),
  error: z.object({ message: z.string() }),
};

const tfRole = z.object({
  id: filled,
  name: goString,
  slug: goString,
  description: goString,
  permissions: z.array(z.unknown()),
});
const tfProject = z.object({
  id: filled,
  name: filled,
  slug: filled,
  orgId: goString,
  version: goInt,
  createdAt: goTime,
  updatedAt: goTime,
  autoCapitalization: goBool,
  hasDeleteProtection: goBool,
  kmsSecretManagerKeyId: goString,
  auditLogsRetentionDays: goInt,
  environments: goSlice(z.object({ id: goString, name: goString, slug: goString })),
});
const tfMembershipRole = z.object({
  id: goString,
  role: goString,
  customRoleId: goString,
  customRoleName: goString,
  customRoleSlug: goString,
  isTemporary: goBool,
  temporaryMode: goString,
  temporaryRange: goString,
  temporaryAccessStartTime: goTime,
  temporaryAccessEndTime: goTime,
});
const tfIdentity = z.object({
  id: filled,
  name: filled,
  hasDeleteProtection: goBool,
  authMethods: goSlice(z.string()),
});
const tfEnvironment = z.object({
  environment: z.object({ id: filled, name: filled, slug: filled, position: goInt, projectId: goString }),
});

/** Terraform copies what it reads into its state: another value than it sent is "an inconsistent result after apply". */
export const terraform = {
  identity: z.object({ identity: tfIdentity }),
  readIdentity: z.object({
    identity: z.object({
      identity: tfIdentity,
      identityId: goString,
      role: filled,
      orgId: filled,
      customRole: goStruct({ id: goString, slug: goString }),
      metadata: goSlice(z.object({ id: goString, key: goString, value: goString })),
    }),
  }),
  kubernetesAuth: z.object({
    identityKubernetesAuth: z.object({
      id: filled,
      tokenReviewMode: z.literal("api"),
      allowedNamespaces: z.literal("shop,payments"),
      allowedNames: z.enum(["checkout,worker", "checkout"]),
      allowedAudience: z.literal(""),
      accessTokenTTL: z.literal(7200),
      accessTokenMaxTTL: z.literal(2_592_000),
      accessTokenNumUsesLimit: z.literal(0),
      accessTokenTrustedIps: z.tuple([
        z.object({ ipAddress: z.literal("0.0.0.0"), prefix: z.literal(0), type: goString }),
        z.object({ ipAddress: z.literal("::"), prefix: z.literal(0), type: goString }),
      ]),
      gatewayId: goString,
      kubernetesHost: filled,
      caCert: goString,
    }),
  }),
  createProject: z.object({ project: tfProject }),
  readProject: z.object({ workspace: tfProject }),
  retainedProject: z.object({ workspace: tfProject.extend({ auditLogsRetentionDays: z.literal(90) }) }),
  ownIdentity: z.object({
    identity: tfIdentity.extend({
      projectId: filled,
      orgId: goString,
      metadata: goSlice(z.object({ key: goString, value: goString })),
    }),
  }),
  project: tfProject,
  membership: z.object({ identityMembership: z.object({ id: filled, identityId: goString }) }),
  roles: z.object({ roles: z.array(tfMembershipRole) }),
  readMembership: z.object({
    identityMembership: z.object({
      id: filled,
      identityId: filled,
      roles: z.array(tfMembershipRole).min(1),
      identity: z.object({ id: filled, name: goString, authMethods: goSlice(z.string()) }),
      project: z.object({ id: filled, name: goString }),
    }),
  }),
  environment: tfEnvironment,
  folder: z.object({ folder: goFolder.extend({ path: goString, projectId: goString, environment: z.unknown() }) }),
  role: z.object({ role: tfRole }),
};
