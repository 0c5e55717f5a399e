// The floor: the smallest server on the same versions that does by hand the I/O that Podpass cannot do without. It checks
// nothing, keeps no audit, encrypts nothing. Its parent sends the configuration and gets the port.
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { Agent, request } from "undici";
import type { FloorConfig } from "./floor-config.ts";
import { openFloorDatabase } from "./floor-database.ts";

const REVIEW_PATH = "/apis/authentication.k8s.io/v1/tokenreviews";

async function serve(config: FloorConfig): Promise<number> {
  const database = await openFloorDatabase(config.database);
  const { cluster, organizationId, identityId } = config;
  const findRoot = "SELECT id FROM folders WHERE environment_id = $1 AND path = '/'";
  const [root] = await database.query(findRoot, [config.environmentId]);
  const dispatcher = new Agent({ connections: 64, connect: { ca: cluster.caCertificate } });
  const app = Fastify();

  app.post<{ Body: { jwt: string } }>("/login", async ({ body }) => {
    const review = await request(`${cluster.url}${REVIEW_PATH}`, {
      dispatcher,
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${cluster.reviewerJwt}` },
      body: JSON.stringify({
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenReview",
        spec: { token: body.jwt },
      }),
    });
    const { status } = (await review.body.json()) as { status: { authenticated?: boolean } };
    if (status.authenticated !== true) throw new Error("The cluster does not know the JWT");
    const accessToken = randomUUID();
    await database.query(
      `INSERT INTO access_tokens
         (id, organization_id, identity_id, auth_method, max_uses, expires_at, max_expires_at, created_at)
       VALUES ($1, $2, $3, 'kubernetes-auth', 0, now() + interval '1 hour', now() + interval '1 day', now())`,
      [accessToken, organizationId, identityId],
    );
    return { accessToken };
  });

  app.get("/read", async () => ({
    secrets: await database.query(
      "SELECT key, encode(encrypted_value, 'base64') AS value FROM secrets WHERE folder_id = $1",
      [root?.id],
    ),
  }));

  app.post<{ Body: { accessToken: string } }>("/renew", async ({ body }) => {
    const sql =
      "UPDATE access_tokens SET expires_at = now() + interval '1 hour', renewals = renewals + 1 WHERE id = $1";
    await database.query(sql, [body.accessToken]);
    return body;
  });

  app.post<{ Body: { accessToken: string } }>("/revoke", async ({ body }) => {
    await database.query("UPDATE access_tokens SET revoked_at = now() WHERE id = $1", [body.accessToken]);
    return body;
  });

  await app.listen({ host: "127.0.0.1", port: 0 });
  // A listening TCP server's address is never a pipe name or null.
  return (app.server.address() as AddressInfo).port;
}

process.once("message", (config: FloorConfig) => void serve(config).then((port) => process.send?.(port)));
