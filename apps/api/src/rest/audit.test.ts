import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

describe("every change by a script", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));

  test("is one audit event of the identity that made it, under the request's id", async () => {
    const written: string[][] = [];
    const change = async (action: string, method: string, url: string, body: Record<string, unknown> = {}) => {
      const answer = await api().call(method, url, { token: api().adminToken, body });
      expect(answer, `${method} ${url}`).toMatchObject({ status: 200 });
      const events = await api().auditEvents({ requestId: String(answer.headers["x-request-id"]) });
      expect(
        events.map((event) => [event.action, event.actorType, event.actorId]),
        url,
      ).toEqual([[action, "identity", api().adminIdentityId]]);
      written.push([action]);
      return answer.body;
    };

    const { project } = await change("project.create", "POST", "/api/v1/projects", { projectName: "Shop" });
    const projectUrl = `/api/v1/projects/${project.id}`;
    await change("project.update", "PATCH", projectUrl, { description: "Sells" });
    const { environment } = await change("environment.create", "POST", `${projectUrl}/environments`, {
      name: "QA",
      slug: "qa",
    });
    await change("environment.update", "PATCH", `${projectUrl}/environments/${environment.id}`, { name: "Quality" });
    const scope = { projectId: project.id, environment: "qa" };
    await change("secret.create", "POST", "/api/v4/secrets/KEY", { ...scope, secretValue: "one" });
    await change("secret.update", "PATCH", "/api/v4/secrets/KEY", { ...scope, secretValue: "two" });
    await change("secret.delete", "DELETE", "/api/v4/secrets/KEY", scope);
    await change("environment.delete", "DELETE", `${projectUrl}/environments/${environment.id}`);

    const { identity } = await change("identity.create", "POST", "/api/v1/identities", { name: "checkout" });
    await change("identity.update", "PATCH", `/api/v1/identities/${identity.id}`, { name: "cart" });
    const member = `${projectUrl}/memberships/identities/${identity.id}`;
    await change("project_membership.create", "POST", member, { role: "viewer" });
    await change("project_membership.update", "PATCH", member, { roles: [{ role: "member" }] });
    await change("project_membership.delete", "DELETE", member);
    const kubernetes = `/api/v1/auth/kubernetes-auth/identities/${identity.id}`;
    await change("kubernetes_auth.attach", "POST", kubernetes, { kubernetesHost: "10.0.0.1", allowedNames: "*" });
    await change("kubernetes_auth.update", "PATCH", kubernetes, { allowedNames: "web" });
    await change("kubernetes_auth.detach", "DELETE", kubernetes);
    const universal = `/api/v1/auth/universal-auth/identities/${identity.id}`;
    await change("universal_auth.attach", "POST", universal);
    await change("universal_auth.update", "PATCH", universal, { accessTokenTTL: 60 });
    const { clientSecretData } = await change("client_secret.create", "POST", `${universal}/client-secrets`);
    await change("client_secret.revoke", "POST", `${universal}/client-secrets/${clientSecretData.id}/revoke`);
    await change("universal_auth.detach", "DELETE", universal);
    await change("identity.delete", "DELETE", `/api/v1/identities/${identity.id}`);
    await change("project.delete", "DELETE", projectUrl);
    expect(new Set(written.flat()).size).toBe(23);
  });

  test("leaves no event when it is not made: its input is wrong, or what it is for is not there", async () => {
    const calls = [
      { method: "POST", url: "/api/v1/identities", body: { name: "" } },
      { method: "POST", url: "/api/v1/projects", body: { projectName: "x", slug: "Not A Slug" } },
      { method: "DELETE", url: "/api/v1/projects/7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10", body: {} },
    ];
    for (const { method, url, body } of calls) {
      const answer = await api().call(method, url, { token: api().adminToken, body });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await api().auditEvents({ requestId: String(answer.headers["x-request-id"]) })).toEqual([]);
    }
  });
});
