import {
  AttachKubernetesAuthInput,
  CreateClientSecretInput,
  CreateIdentityInput,
  TOKEN_AUTH_DEFAULTS,
  UNIVERSAL_AUTH_DEFAULTS,
} from "@podpass/contracts";
import { describeMutations } from "@podpass/testing/world";
import * as core from "../index.ts";

describeMutations("of an identity and its login methods", {
  createIdentity: {
    action: "identity.create",
    notFound: null,
    prepare: async () => (ctx) =>
      core.createIdentity(
        ctx,
        CreateIdentityInput.parse({ name: "a", metadata: [{ key: "k", value: "v" }], isUniversalAuthAttached: true }),
      ),
  },
  updateIdentity: {
    action: "identity.update",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      return (ctx) =>
        core.updateIdentity(ctx, { identityId, name: "b", role: "member", metadata: [{ key: "k", value: "v" }] });
    },
  },
  deleteIdentity: {
    action: "identity.delete",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.deleteIdentity(ctx, { identityId });
    },
  },
  attachKubernetesAuth: {
    action: "kubernetes_auth.attach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      const input = { identityId, kubernetesHost: "10.0.0.1:6443", allowedNames: "*", tokenReviewerJwt: "a.b.c" };
      return (ctx) => core.attachKubernetesAuth(ctx, AttachKubernetesAuthInput.parse(input));
    },
  },
  updateKubernetesAuth: {
    action: "kubernetes_auth.update",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identityId);
      return (ctx) => core.updateKubernetesAuth(ctx, { identityId, allowedNamespaces: "payments" });
    },
  },
  detachKubernetesAuth: {
    action: "kubernetes_auth.detach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identityId);
      return (ctx) => core.detachKubernetesAuth(ctx, { identityId });
    },
  },
  checkKubernetesConnection: {
    action: "kubernetes_auth.check",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identityId);
      return (ctx) => core.checkKubernetesConnection(ctx, { identityId });
    },
  },
  tryKubernetesLogin: {
    action: "kubernetes_auth.try_login",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identityId);
      return (ctx) => core.tryKubernetesLogin(ctx, { identityId, by: "jwt", jwt: "junk" });
    },
  },
  attachUniversalAuth: {
    action: "universal_auth.attach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      return (ctx) => core.attachUniversalAuth(ctx, { identityId, ...UNIVERSAL_AUTH_DEFAULTS });
    },
  },
  updateUniversalAuth: {
    action: "universal_auth.update",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.updateUniversalAuth(ctx, { identityId, accessTokenTtlSeconds: 60 });
    },
  },
  detachUniversalAuth: {
    action: "universal_auth.detach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.detachUniversalAuth(ctx, { identityId });
    },
  },
  clearLockouts: {
    action: "universal_auth.clear_lockouts",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.clearLockouts(ctx, { identityId });
    },
  },
  createClientSecret: {
    action: "client_secret.create",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.createClientSecret(ctx, CreateClientSecretInput.parse({ identityId }));
    },
  },
  revokeClientSecret: {
    action: "client_secret.revoke",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      const { data } = await core.createClientSecret(tenant.admin, CreateClientSecretInput.parse({ identityId }));
      return (ctx) => core.revokeClientSecret(ctx, { identityId, clientSecretId: data.id });
    },
  },
  attachTokenAuth: {
    action: "token_auth.attach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      return (ctx) => core.attachTokenAuth(ctx, { identityId, ...TOKEN_AUTH_DEFAULTS });
    },
  },
  updateTokenAuth: {
    action: "token_auth.update",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await core.attachTokenAuth(tenant.admin, { identityId, ...TOKEN_AUTH_DEFAULTS });
      return (ctx) => core.updateTokenAuth(ctx, { identityId, accessTokenTtlSeconds: 60 });
    },
  },
  detachTokenAuth: {
    action: "token_auth.detach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await core.attachTokenAuth(tenant.admin, { identityId, ...TOKEN_AUTH_DEFAULTS });
      return (ctx) => core.detachTokenAuth(ctx, { identityId });
    },
  },
  createToken: {
    action: "access_token.issue",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await core.attachTokenAuth(tenant.admin, { identityId, ...TOKEN_AUTH_DEFAULTS });
      return (ctx) => core.createToken(ctx, { identityId, name: "CI" });
    },
  },
  renameToken: {
    action: "access_token.rename",
    notFound: "access_token.not_found",
    prepare: async (tenant) => {
      const { data } = await tenant.createToken();
      return (ctx) => core.renameToken(ctx, { accessTokenId: data.id, name: "CD" });
    },
  },
  revokeAccessTokens: {
    action: "access_token.revoke",
    notFound: "access_token.not_found",
    prepare: async (tenant) => {
      const { data } = await tenant.createToken();
      return (ctx) => core.revokeAccessTokens(ctx, { accessTokenIds: [data.id] });
    },
  },
});
