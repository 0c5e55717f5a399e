import { both, organization } from "../needs.ts";
import { CLOSED_API_SERVER } from "../things.ts";
import { asIdentity, identity, type Procedures } from "./procedure.ts";

/** Identities, how they log in, and their tokens. */
export const IDENTITY_PROCEDURES: Procedures = {
  "identity.list": { needs: organization("identity:read"), input: () => ({}) },
  "identity.get": { needs: organization("identity:read"), input: identity },
  "identity.create": {
    needs: organization("identity:create"),
    input: ({ wanted }) => ({ name: "new", role: wanted.organizationRole }),
    isBounded: true,
  },
  "identity.createOwn": {
    needs: both({ organization: "identity:create", project: "identity:create" }),
    input: ({ projectId, wanted }) => ({ projectId, name: "new", roles: [wanted.projectRole] }),
    isBounded: true,
  },
  "identity.update": asIdentity(organization("identity:edit"), (things) => ({ ...identity(things), name: "renamed" })),
  "identity.delete": asIdentity(organization("identity:delete")),
  "projectMembership.listForIdentity": { needs: organization("identity:read"), input: identity },

  "kubernetesAuth.get": { needs: organization("identity:read"), input: identity },
  "kubernetesAuth.attach": asIdentity(organization("identity:edit-auth"), ({ otherIdentityId }) => ({
    identityId: otherIdentityId,
    ...CLOSED_API_SERVER,
  })),
  "kubernetesAuth.update": asIdentity(organization("identity:edit-auth"), (things) => ({
    ...identity(things),
    allowedNames: "web",
  })),
  "kubernetesAuth.detach": asIdentity(organization("identity:edit-auth")),
  "kubernetesAuth.getConnection": { needs: organization("identity:read"), input: identity },
  "kubernetesAuth.listWarnings": { needs: organization("identity:read") },
  "kubernetesAuth.tryLogin": asIdentity(organization("identity:edit-auth"), (things) => ({
    ...identity(things),
    by: "service_account",
    namespace: "shop",
    name: "web",
    audiences: [],
  })),
  "kubernetesAuth.checkConnection": asIdentity(organization("identity:edit-auth")),

  "universalAuth.get": { needs: organization("identity:read"), input: identity },
  "universalAuth.attach": asIdentity(organization("identity:edit-auth"), ({ otherIdentityId }) => ({
    identityId: otherIdentityId,
  })),
  "universalAuth.update": asIdentity(organization("identity:edit-auth"), (things) => ({
    ...identity(things),
    accessTokenTtlSeconds: 60,
  })),
  "universalAuth.detach": asIdentity(organization("identity:edit-auth")),
  "universalAuth.clearLockouts": asIdentity(organization("identity:edit-auth")),
  "universalAuth.listClientSecrets": { needs: organization("identity:read"), input: identity },
  "universalAuth.createClientSecret": asIdentity(organization("identity:edit-auth")),
  "universalAuth.revokeClientSecret": asIdentity(
    organization("identity:edit-auth"),
    ({ identityId, clientSecretId }) => ({ identityId, clientSecretId }),
  ),

  "tokenAuth.get": { needs: organization("identity:read"), input: identity },
  "tokenAuth.attach": asIdentity(organization("identity:edit-auth"), ({ otherIdentityId }) => ({
    identityId: otherIdentityId,
  })),
  "tokenAuth.update": asIdentity(organization("identity:edit-auth"), (things) => ({
    ...identity(things),
    accessTokenTtlSeconds: 60,
  })),
  "tokenAuth.detach": asIdentity(organization("identity:edit-auth")),
  "tokenAuth.createToken": asIdentity(organization("identity:create-token")),
  "tokenAuth.renameToken": asIdentity(organization("identity:create-token"), ({ accessTokenId }) => ({
    accessTokenId,
    name: "renamed",
  })),
  "accessToken.list": { needs: organization("identity:get-token"), input: () => ({}) },
  "accessToken.countLive": { needs: organization("identity:read"), input: identity },
  "accessToken.countLiveOfServiceAccount": {
    needs: organization("identity:get-token"),
    input: () => ({ serviceAccount: { namespace: "payments" } }),
  },
  "accessToken.revoke": asIdentity(organization("identity:delete-token"), ({ accessTokenId }) => ({
    accessTokenIds: [accessTokenId],
  })),
};
