import { Agent, request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeKubernetesApi } from "./fake-kubernetes-api.ts";
import { TOKEN_REVIEWS_PATH } from "./normal-answer.ts";

const APP = { namespace: "shop", name: "app" };

let api: FakeKubernetesApi;
let agent: Agent;
let token: string;

beforeEach(async () => {
  api = await FakeKubernetesApi.start({ keys: "ES256" });
  api.createServiceAccount(APP);
  api.grantAuthDelegator(APP);
  token = api.issueToken(APP);
  agent = new Agent({ connect: { ca: api.caCertificate }, maxResponseSize: 1_000_000 });
});

afterEach(async () => {
  await agent.destroy();
  await api.close();
});

function review(timeouts: { headersTimeout?: number; bodyTimeout?: number; signal?: AbortSignal } = {}) {
  return request(`${api.url}${TOKEN_REVIEWS_PATH}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec: { token } }),
    dispatcher: agent,
    ...timeouts,
  });
}

async function reviewStatus(): Promise<unknown> {
  const { body } = await review();
  return ((await body.json()) as { status: unknown }).status;
}

describe("misbehaviour on the wire", () => {
  it("raw sends exactly the given status, headers and body", async () => {
    api.answerNext({
      kind: "raw",
      status: 502,
      headers: { "Content-Type": "text/html", via: "proxy" },
      body: "<h1>no</h1>",
    });
    const answer = await review();
    expect(answer.statusCode).toBe(502);
    expect(answer.headers).toMatchObject({ "content-type": "text/html", via: "proxy", "content-length": "11" });
    expect(await answer.body.text()).toBe("<h1>no</h1>");
  });

  it("bytes sends what no HTTP server would, and ends", async () => {
    const head = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n";
    api.answerNext({ kind: "bytes", latin1: `${head}\xff\x00` });
    expect(Buffer.from(await (await review()).body.arrayBuffer())).toEqual(Buffer.of(0xff, 0));
    api.answerNext({ kind: "bytes", latin1: "220 mail.example.com ESMTP\r\n" });
    await expect(review()).rejects.toMatchObject({ name: "HTTPParserError" });
  });

  it("hang takes the request and sends nothing", async () => {
    api.answerNext({ kind: "hang" });
    await expect(review({ headersTimeout: 100 })).rejects.toMatchObject({ code: "UND_ERR_HEADERS_TIMEOUT" });
    expect(api.requestCount).toBe(1);
  });

  it("hang-body sends headers and no byte of the body", async () => {
    api.answerNext({ kind: "hang-body" });
    const answer = await review({ bodyTimeout: 100 });
    expect(answer.statusCode).toBe(201);
    await expect(answer.body.text()).rejects.toMatchObject({ code: "UND_ERR_BODY_TIMEOUT" });
  });

  it("truncate cuts the connection before the announced end", async () => {
    api.answerNext({ kind: "truncate" });
    const answer = await review();
    expect(Number(answer.headers["content-length"])).toBeGreaterThan(0);
    await expect(answer.body.text()).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
  });

  it("endless-body outgrows any limit", async () => {
    api.answerNext({ kind: "endless-body" });
    const answer = await review();
    await expect(answer.body.text()).rejects.toMatchObject({ code: "UND_ERR_RES_EXCEEDED_MAX_SIZE" });
  });

  it("drip sends the normal answer byte by byte, so that no single wait is long", async () => {
    api.answerNext({ kind: "drip", everyMs: 0 });
    const answer = await review({ headersTimeout: 5_000 });
    expect(answer.statusCode).toBe(201);
    expect(await answer.body.json()).toMatchObject({ status: { authenticated: true } });
    api.answerNext({ kind: "drip" });
    const signal = AbortSignal.timeout(200);
    await expect(review({ headersTimeout: 5_000, signal })).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("redirect points elsewhere", async () => {
    api.answerNext({ kind: "redirect", status: 307, location: "https://elsewhere.example/" });
    const answer = await review();
    expect(answer.statusCode).toBe(307);
    expect(answer.headers.location).toBe("https://elsewhere.example/");
    await answer.body.dump();
  });

  it("reset cuts the connection with a TCP reset", async () => {
    api.answerNext({ kind: "reset" });
    await expect(review()).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("delay answers normally, but late", async () => {
    api.answerAlways({ kind: "delay", ms: 150 });
    const startedAt = performance.now();
    expect(await reviewStatus()).toMatchObject({ authenticated: true });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145);
    await expect(review({ signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("review changes the answer it would have given, and leaves everything else alone", async () => {
    api.answerNext({
      kind: "review",
      review: (normal) => ({ ...normal, status: { ...normal.status, authenticated: "true" } }),
    });
    const version = await request(`${api.url}/version`, { dispatcher: agent });
    expect(version.statusCode).toBe(200);
    await version.body.dump();
    expect(await reviewStatus()).toMatchObject({
      authenticated: "true",
      user: { username: "system:serviceaccount:shop:app" },
    });
    api.answerAlways({ kind: "review", review: () => ({ kind: "TokenReview" }) });
    api.revokeAuthDelegator(APP);
    const refused = await review();
    expect(refused.statusCode).toBe(403);
    await refused.body.dump();
  });
});

describe("the order of behaviours", () => {
  it("answerNext queues up before answerAlways; behaveNormally forgets both", async () => {
    const raw = (status: number) => ({ kind: "raw", status, body: "{}" }) as const;
    const codes: number[] = [];
    const step = async () => {
      const answer = await review();
      codes.push(answer.statusCode);
      await answer.body.dump();
    };
    api.answerAlways(raw(503));
    api.answerNext(raw(500));
    api.answerNext(raw(501));
    for (let round = 0; round < 4; round += 1) await step();
    api.answerNext(raw(500));
    api.behaveNormally();
    await step();
    expect(codes).toEqual([500, 501, 503, 503, 201]);
  });
});

describe("closing", () => {
  it.each(["hang", "hang-body", "endless-body", "drip"] as const)("ends a connection in %s at once", async (kind) => {
    api.answerNext({ kind });
    const outcome = review()
      .then(({ body }) => body.text())
      .catch((error: unknown) => error);
    await expect.poll(() => api.requestCount).toBe(1);
    await api.close();
    expect(await outcome).toBeInstanceOf(Error);
    await expect(review()).rejects.toThrow();
  });

  it("may be done twice", async () => {
    await api.close();
    await api.close();
  });
});
