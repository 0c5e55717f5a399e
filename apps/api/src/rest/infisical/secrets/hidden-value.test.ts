import { randomUUID } from "node:crypto";
import { type Database, openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe("an identity that may change secrets and not read their values", () => {
  const clock = new TestClock();
  let database: Database;
  const api = testApi(async () => {
    database = await openDatabase({ kind: "memory" });
    return { clock, database };
  });
  let where: { workspaceId: string; environment: string };
  let token: string;

  beforeAll(async () => {
    const { id: projectId } = await api().createProject();
    where = { workspaceId: projectId, environment: "dev" };
    await database.client.role.create({
      data: {
        id: randomUUID(),
        organizationId: api().organizationId,
        projectId,
        slug: "blind-writer",
        name: "Blind writer",
        description: "",
        permissions: [{ subject: "secrets", action: ["describeSecret", "create", "edit", "delete"] }],
        createdAt: clock.now(),
        updatedAt: clock.now(),
      },
    });
    const identityId = await api().createIdentity("no-access", "writer");
    const membership = `/api/v1/projects/${projectId}/memberships/identities/${identityId}`;
    const { identityMembership } = await api().admin("POST", membership, { body: { role: "blind-writer" } });
    expect(identityMembership.roles).toMatchObject([{ role: "custom", customRoleSlug: "blind-writer" }]);
    token = await api().logIn(identityId);
    await api().admin("POST", "/api/v3/secrets/raw/KEY", { body: { ...where, secretValue: "not for the writer" } });
  });

  test("sees the placeholder wherever a value would be, and no value when it changes only the name", async () => {
    const answers = [
      await api().call("GET", "/api/v3/secrets/raw", { token, query: where }),
      await api().call("GET", "/api/v3/secrets/raw/KEY", { token, query: { ...where, viewSecretValue: "true" } }),
      await api().call("GET", "/api/v4/secrets/KEY", { token, query: { ...where, version: "1" } }),
      await api().call("PATCH", "/api/v3/secrets/raw/KEY", { token, body: { ...where, newSecretName: "RENAMED" } }),
      await api().call("DELETE", "/api/v3/secrets/raw/RENAMED", { token, body: where }),
    ];
    for (const { status, body } of answers) {
      const secret = body.secret ?? body.secrets[0];
      expect(status).toBe(200);
      expect(secret).toMatchObject({ secretValue: "<hidden-by-infisical>", secretValueHidden: true });
    }
    expect(JSON.stringify(answers)).not.toContain("not for the writer");
  });
});
