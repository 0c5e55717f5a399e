import { randomBytes } from "node:crypto";
import type { RestClient } from "../lab/rest-client.ts";
import { type LabCluster, POD } from "./lab-cluster.ts";

/** What a later run of the demo needs to know of the first. It is a lab: nothing in it protects anything. */
export interface DemoState {
  email: string;
  password: string;
  adminToken: string;
  projectId: string;
  identityId: string;
}

const SECRETS = [
  { name: "DATABASE_URL", value: "postgresql://shop:s3cr3t@db.shop.svc:5432/shop", comment: "The shop's own database" },
  { name: "STRIPE_API_KEY", value: "sk_test_51DemoOnly", comment: "Test mode" },
  { name: "SESSION_SECRET", value: "correct-horse-battery-staple", comment: "" },
];

/** Sets the server up through its REST API alone, as a script of yours would. */
export async function seed(rest: RestClient, lab: LabCluster): Promise<DemoState> {
  const email = "admin@podpass.local";
  const password = randomBytes(9).toString("base64url");
  const bootstrap = await rest.send<{ identity: { credentials: { token: string } } }>(
    "POST",
    "/api/v1/admin/bootstrap",
    { email, password, organization: "Acme" },
  );
  const adminToken = bootstrap.identity.credentials.token;
  const admin = rest.as(adminToken);
  const { project } = await admin.send<{ project: { id: string } }>("POST", "/api/v1/projects", {
    projectName: "Web Shop",
    slug: "web-shop",
    projectDescription: "The shop that the demo's pod belongs to",
  });
  for (const { name, value, comment } of SECRETS) {
    await admin.send("POST", `/api/v4/secrets/${name}`, {
      projectId: project.id,
      environment: "prod",
      secretValue: value,
      secretComment: comment,
    });
  }
  const { identity } = await admin.send<{ identity: { id: string } }>("POST", "/api/v1/identities", {
    name: "web-shop",
    organizationId: (await admin.send<Details>("GET", "/api/v1/identities/details")).identityDetails.organization.id,
    role: "no-access",
  });
  await admin.send("POST", `/api/v1/auth/kubernetes-auth/identities/${identity.id}`, {
    ...clusterFields(lab),
    allowedNamespaces: POD.namespace,
    allowedNames: POD.name,
    allowedAudience: "",
    accessTokenTTL: 3600,
  });
  await admin.send("POST", `/api/v1/projects/${project.id}/memberships/identities/${identity.id}`, { role: "viewer" });
  return { email, password, adminToken, projectId: project.id, identityId: identity.id };
}

/** Points what an earlier run set up at this run's lab cluster, which has new keys and a new port. */
export async function repoint(rest: RestClient, lab: LabCluster, state: DemoState): Promise<void> {
  const admin = rest.as(state.adminToken);
  await admin.send("PATCH", `/api/v1/auth/kubernetes-auth/identities/${state.identityId}`, clusterFields(lab));
}

interface Details {
  identityDetails: { organization: { id: string } };
}

function clusterFields({ api, reviewerJwt }: LabCluster) {
  return { kubernetesHost: api.url, caCert: api.caCertificate, tokenReviewerJwt: reviewerJwt };
}
