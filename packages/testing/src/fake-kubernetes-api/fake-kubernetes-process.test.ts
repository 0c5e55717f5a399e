import { expect, it } from "vitest";
import { KubernetesClient } from "../kubernetes-client.ts";
import { FakeKubernetesProcess } from "./fake-kubernetes-process.ts";

it("serves reviews from a process of its own, which takes commands and ends when closed", async () => {
  const api = await FakeKubernetesProcess.start();
  await using client = new KubernetesClient({
    url: api.url,
    caCertificate: api.caCertificate,
    bearer: api.reviewerJwt,
  });
  const account = { namespace: "shop", name: "app" };
  await expect(api.call("issueToken", account)).rejects.toThrow("There is no service account shop/app");
  await api.call("createServiceAccount", account);
  const token = await api.call("issueToken", { ...account, expiresInSeconds: 600 });
  expect((await client.review(token)).body.status).toMatchObject({ authenticated: true });
  await api.call("answerNext", { kind: "raw", status: 500, body: "{}" });
  expect((await client.review(token)).status).toBe(500);
  await api.call("behaveNormally");
  expect(await api.call("countRequests")).toBe(2);
  await api.close();
  await expect(client.send({ path: "/readyz" })).rejects.toThrow();
  await expect(api.call("countRequests")).rejects.toThrow();
});
