import { AttachKubernetesAuthInput, AttachTokenAuthInput, CreateClientSecretInput } from "@podpass/contracts";
import * as core from "../../../index.ts";
import { pick } from "../pick.ts";
import { NAMES } from "../places.ts";
import type { Move } from "./move.ts";

/** Every way to come to be one of the identities. */
export const LOGIN_MOVES = {
  "log in by client secret": async ({ world, tenant, identities, selves }, { ctx, which }) => {
    const identityId = pick(identities, which);
    const { clientSecret } = await core.createClientSecret(ctx, CreateClientSecretInput.parse({ identityId }));
    const { clientId } = await core.getUniversalAuth(tenant.admin, { identityId });
    const issued = await core.loginWithUniversalAuth(world.publicContext(), { clientId, clientSecret });
    selves.push({ accessToken: issued.accessToken });
  },
  "log in by token": async ({ tenant, identities, selves }, { ctx, which }) => {
    const identityId = pick(identities, which);
    const isAttached = await core.getTokenAuth(tenant.admin, { identityId }).then(
      () => true,
      () => false,
    );
    if (!isAttached) await core.attachTokenAuth(ctx, AttachTokenAuthInput.parse({ identityId }));
    const { accessToken } = await core.createToken(ctx, { identityId, name: "" });
    selves.push({ accessToken });
  },
  /** Points the identity at a cluster of the actor's own, and logs in from a namespace of choice. */
  "log in from a pod": async ({ world, identities, selves }, { ctx, which, other }) => {
    const identityId = pick(identities, which);
    const account = { namespace: pick(NAMES, other), name: "worker" };
    const jwt = world.serviceAccountJwt(account);
    const { url: kubernetesHost, caCertificate } = world.kubernetes;
    world.kubernetes.grantAuthDelegator(account);
    const input = {
      identityId,
      kubernetesHost,
      caCertificate,
      allowedNamespaces: "*",
      reviewerMode: "client" as const,
    };
    await core
      .attachKubernetesAuth(ctx, AttachKubernetesAuthInput.parse(input))
      .catch(() => core.updateKubernetesAuth(ctx, input));
    const { accessToken } = await core.loginWithKubernetes(world.publicContext(), { identityId, jwt });
    selves.push({ accessToken });
  },
} satisfies Record<string, Move>;
