import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer, type Server } from "node:net";
import { FakeKubernetesApi, findFreePort, TestClock } from "@podpass/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAddressPolicy } from "../kubernetes-auth/address-policy.ts";
import { DEFAULT_TIMEOUT_MS } from "../kubernetes-auth/kubernetes-transport.ts";
import { createConnectionGateway } from "./kubernetes-connection.gateway.ts";

const REVIEWER = { namespace: "default", name: "podpass-auth" };

describe("a look at an API server", () => {
  const clock = new TestClock();
  const gateway = createConnectionGateway(createAddressPolicy([]), clock);
  let api: FakeKubernetesApi;
  let reviewerJwt: string;
  beforeAll(async () => {
    api = await FakeKubernetesApi.start({ clock });
    api.createServiceAccount(REVIEWER);
    api.grantAuthDelegator(REVIEWER);
    reviewerJwt = api.issueToken(REVIEWER);
  });
  afterEach(() => api.behaveNormally());
  afterAll(() => api.close());

  const targetOf = ({ url, caCertificate }: FakeKubernetesApi) => ({ kubernetesHost: url, caCertificate });
  const look = (at: FakeKubernetesApi = api, jwt: string | null = reviewerJwt) => gateway.probe(targetOf(at), jwt);

  it("shows the address, the chain up to the trusted authority, the proven reviewer, its audiences and the clock", async () => {
    expect(await look()).toEqual({
      addresses: ["127.0.0.1"],
      connectMs: expect.any(Number),
      fault: null,
      protocol: "TLSv1.3",
      certificates: [
        { subject: "kube-apiserver", issuer: "kubernetes-ca", expiresAt: expect.any(Date) },
        { subject: "kubernetes-ca", issuer: "kubernetes-ca", expiresAt: expect.any(Date) },
      ],
      review: {
        outcome: expect.objectContaining({
          kind: "authenticated",
          username: "system:serviceaccount:default:podpass-auth",
          audiences: ["https://kubernetes.default.svc"],
        }),
        reviewMs: expect.any(Number),
        clockAheadSeconds: 0,
      },
    });
  });

  it("resolves a name and speaks of it as the certificate does", async () => {
    const kubernetesHost = api.url.replace("127.0.0.1", "localhost");
    const facts = await gateway.probe({ kubernetesHost, caCertificate: api.caCertificate }, reviewerJwt);
    expect(facts).toMatchObject({ fault: null, review: { outcome: { kind: "authenticated" } } });
    expect(facts?.addresses).toContain("127.0.0.1");
  });

  it("asks nothing when it has no JWT to ask with", async () => {
    const before = api.requestCount;
    expect(await look(api, null)).toMatchObject({ fault: null, review: null });
    expect(api.requestCount).toBe(before);
  });

  it("shows the chain of a server it does not trust, and sends it nothing", async () => {
    await using impostor = await FakeKubernetesApi.start({ clock });
    const target = { ...targetOf(impostor), caCertificate: api.caCertificate };
    expect(await gateway.probe(target, reviewerJwt)).toMatchObject({
      fault: { fault: "tls_untrusted" },
      certificates: [{ subject: "kube-apiserver", issuer: "kubernetes-ca" }],
      review: null,
    });
    expect(await gateway.probe({ ...target, caCertificate: "" }, reviewerJwt)).toMatchObject({
      fault: { fault: "tls_untrusted" },
      review: null,
    });
    expect(impostor.requestCount).toBe(0);
  });

  it.each([
    ["has ended", { certificateExpiresAt: new Date(Date.now() - 60_000) }, "tls_expired"],
    ["is for another host", { certificateHosts: ["k8s.example.com"] }, "tls_wrong_name"],
  ])("refuses a certificate that %s, and sends nothing", async (_what, options, fault) => {
    await using server = await FakeKubernetesApi.start({ clock, ...options });
    expect(await look(server)).toMatchObject({ fault: { fault }, certificates: [{}, {}], review: null });
    expect(server.requestCount).toBe(0);
  });

  it("says that nobody listens, that a name does not exist, and that an address is refused", async () => {
    const to = (kubernetesHost: string) => gateway.probe({ kubernetesHost, caCertificate: "" }, reviewerJwt);
    expect(await to(`https://127.0.0.1:${await findFreePort()}`)).toMatchObject({
      addresses: ["127.0.0.1"],
      connectMs: null,
      fault: { fault: "unreachable" },
    });
    expect(await to("https://no-such-host.invalid")).toMatchObject({
      addresses: [],
      fault: { fault: "host_not_found" },
    });
    for (const forbidden of ["https://169.254.169.254", "https://[fd00:ec2::254]"]) {
      expect(await to(forbidden)).toMatchObject({ connectMs: null, fault: { fault: "host_refused" } });
    }
  });

  it("is held to the allowed hosts, like every login", async () => {
    const strict = createConnectionGateway(createAddressPolicy(["10.0.0.0/8"]), clock);
    const before = api.connectionCount;
    for (const kubernetesHost of [api.url, api.url.replace("127.0.0.1", "localhost")]) {
      const facts = await strict.probe({ kubernetesHost, caCertificate: api.caCertificate }, reviewerJwt);
      expect(facts).toMatchObject({ connectMs: null, fault: { fault: "host_refused" }, review: null });
    }
    expect(api.connectionCount).toBe(before);
  });

  it("tells a reviewer whose JWT is refused from one without the right", async () => {
    expect(await look(api, "e30.e30.c2ln")).toMatchObject({ review: { outcome: { fault: "reviewer_unauthorized" } } });
    api.createServiceAccount({ namespace: "default", name: "nobody" });
    const nobody = api.issueToken({ namespace: "default", name: "nobody" });
    expect(await look(api, nobody)).toMatchObject({ review: { outcome: { fault: "reviewer_forbidden" } } });
  });

  it.each([7200, -7200])("sees that the server's clock is %s seconds ahead", async (seconds) => {
    const skewed = new TestClock(new Date(clock.now().getTime() + seconds * 1000));
    await using server = await FakeKubernetesApi.start({ clock: skewed });
    expect((await look(server))?.review?.clockAheadSeconds).toBe(seconds);
  });

  it("follows no redirect and sends the JWT nowhere else", async () => {
    await using elsewhere = await FakeKubernetesApi.start({ clock });
    api.answerNext({ kind: "redirect", status: 307, location: elsewhere.url });
    expect(await look()).toMatchObject({ review: { outcome: { fault: "redirected" } } });
    expect(elsewhere.requestCount).toBe(0);
  });

  it.each([
    ["a page", { kind: "raw", status: 200, headers: { "content-type": "text/html" }, body: "<html>" } as const],
    ["no HTTP", { kind: "bytes", latin1: "SSH-2.0-OpenSSH\r\n" } as const],
    ["no end", { kind: "endless-body" } as const],
    [
      "another token's review",
      { kind: "review", review: (normal: object) => ({ ...normal, spec: { token: "x" } }) } as const,
    ],
  ])("believes no answer that is %s", async (_what, behaviour) => {
    api.answerNext(behaviour);
    expect(await look()).toMatchObject({ fault: null, review: { outcome: { fault: "answer_malformed" } } });
  });

  it("gives up in time, on a server that does not greet and on one that does not answer", async () => {
    const hasty = createConnectionGateway(createAddressPolicy([]), clock, { timeoutMs: 300 });
    const silent = createTcpServer();
    const kubernetesHost = await listen(silent);
    const startedAt = performance.now();
    expect(
      await hasty.probe({ kubernetesHost: `https://${kubernetesHost}`, caCertificate: "" }, reviewerJwt),
    ).toMatchObject({
      connectMs: expect.any(Number),
      fault: { fault: "timed_out" },
    });
    api.answerNext({ kind: "hang" });
    expect(await hasty.probe(targetOf(api), reviewerJwt)).toMatchObject({
      review: { outcome: { fault: "timed_out" } },
    });
    expect(performance.now() - startedAt).toBeLessThan(DEFAULT_TIMEOUT_MS);
    silent.close();
  });

  it("says that what answers speaks no TLS, and needs none on loopback", async () => {
    const plain = createHttpServer((_request, response) => response.end());
    const address = await listen(plain);
    expect(await gateway.probe({ kubernetesHost: `https://${address}`, caCertificate: "" }, null)).toMatchObject({
      fault: { fault: "tls_failed" },
    });
    expect(await gateway.probe({ kubernetesHost: `http://${address}`, caCertificate: "" }, null)).toMatchObject({
      fault: null,
      protocol: null,
      certificates: [],
    });
    plain.close();
    plain.closeAllConnections();
  });
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address ? `127.0.0.1:${address.port}` : "";
}
