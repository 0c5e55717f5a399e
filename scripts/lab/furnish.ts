import { randomBytes } from "node:crypto";
import { type Cluster, POD_NAMESPACE } from "./cluster.ts";
import { RestClient } from "./rest-client.ts";

/** What there is to log in at and to read on a furnished server. */
export interface Furniture {
  organizationId: string;
  /** Who signs in to the dashboard. */
  admin: { email: string; password: string };
  adminToken: string;
  projectId: string;
  /** The environment that holds the secrets. */
  environment: { id: string; slug: string };
  /** Logs in with any service account of the lab's namespace. */
  identityId: string;
}

const SECRETS = 10;
const ENVIRONMENT = "prod";

interface Bootstrap {
  organization: { id: string };
  identity: { credentials: { token: string } };
}

/** Sets a new server up through its REST API alone: a project with ten secrets, and an identity that may read them. */
export async function furnish(url: string, cluster: Cluster): Promise<Furniture> {
  const person = { email: "admin@podpass.local", password: randomBytes(12).toString("base64url") };
  const { organization, identity } = await new RestClient(url).send<Bootstrap>("POST", "/api/v1/admin/bootstrap", {
    ...person,
    organization: "Acme",
  });
  const adminToken = identity.credentials.token;
  const admin = new RestClient(url, adminToken);
  const { project } = await admin.send<{ project: { id: string; environments: { id: string; slug: string }[] } }>(
    "POST",
    "/api/v1/projects",
    { projectName: "Web Shop" },
  );
  const environment = project.environments.find(({ slug }) => slug === ENVIRONMENT);
  if (!environment) throw new Error(`A new project has no environment ${ENVIRONMENT}`);
  for (let number = 1; number <= SECRETS; number += 1) {
    await admin.send("POST", `/api/v4/secrets/SECRET_${number}`, {
      projectId: project.id,
      environment: ENVIRONMENT,
      secretValue: randomBytes(24).toString("base64url"),
    });
  }
  const identityId = await addIdentity(admin, cluster);
  await admin.send("POST", `/api/v1/projects/${project.id}/memberships/identities/${identityId}`, { role: "viewer" });
  return {
    organizationId: organization.id,
    admin: person,
    adminToken,
    projectId: project.id,
    environment,
    identityId,
  };
}

/** A new identity that logs in at the cluster, with any service account of the lab's namespace. */
export async function addIdentity(
  admin: RestClient,
  cluster: Cluster,
  policy: { accessTokenNumUsesLimit?: number } = {},
): Promise<string> {
  const { identity } = await admin.send<{ identity: { id: string } }>("POST", "/api/v1/identities", {
    name: `pods of the ${cluster.name} cluster`,
    role: "no-access",
  });
  await admin.send("POST", `/api/v1/auth/kubernetes-auth/identities/${identity.id}`, {
    kubernetesHost: cluster.url,
    caCert: cluster.caCertificate,
    tokenReviewerJwt: cluster.reviewerJwt,
    allowedNamespaces: POD_NAMESPACE,
    allowedNames: "*",
    allowedAudience: "",
    accessTokenTTL: 3600,
    ...policy,
  });
  return identity.id;
}
