import type { Cluster } from "./cluster.ts";
import type { World } from "./fixtures.ts";
import { rest } from "./rest.ts";

/** An identity without a login method; its name is unique to the call. */
export async function createIdentity({ url, admin, organizationId }: World, name: string): Promise<string> {
  const body = { name, organizationId, role: "no-access" };
  const created = await rest(url, "POST", "/api/v1/identities", { body, token: admin.token });
  return (created.body.identity as { id: string }).id;
}

/** Kubernetes Auth to the cluster, for every account of the namespaces. */
export async function attachKubernetesAuth(
  { url, admin }: World,
  cluster: Cluster,
  { identityIds, allowedNamespaces }: { identityIds: string[]; allowedNamespaces: string },
): Promise<void> {
  const tokenReviewerJwt = await cluster.createReviewer();
  const { url: kubernetesHost, caCertificate: caCert } = cluster;
  const body = { kubernetesHost, caCert, tokenReviewerJwt, allowedNamespaces, accessTokenNumUsesLimit: 10 };
  for (const identityId of identityIds) {
    await rest(url, "POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, { token: admin.token, body });
  }
}

/** What the API answers to a request with the token. */
export const use = async (world: World, token: string) =>
  (await rest(world.url, "GET", "/api/v1/identities/details", { token })).status;
