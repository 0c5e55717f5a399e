import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

const BAD_ADDRESS = "The address is not encoded as one (RFC 3986 section 2.1)";

describe("a request that no router or parser can read", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));

  let origin: string;
  beforeAll(async () => {
    origin = await api().app.listen({ host: "127.0.0.1", port: 0 });
  });

  test.each([
    ["/v1/shop/data/%FF", { errors: [BAD_ADDRESS] }],
    ["/api/v3/secrets/raw/%FF", { message: BAD_ADDRESS, error: "ValidationFailure" }],
    ["/%FF", { message: BAD_ADDRESS }],
  ])("is answered as other errors are when it is its address: %s", async (path, body) => {
    const answer = await api().call("GET", path);
    expect(answer).toMatchObject({ status: 400, body });
    expect(answer.headers).toMatchObject({
      "x-request-id": expect.stringMatching(/^req-/),
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    if (!path.startsWith("/v1/")) expect(answer.body.reqId).toBe(answer.headers["x-request-id"]);
    expect(JSON.stringify(answer.body)).not.toContain("%FF");
  });

  test.each([
    [
      "it is no HTTP",
      "DANCE /api/v1/projects HTTP/1.1\r\nhost: podpass\r\n\r\n",
      "400 Bad Request",
      "This is no HTTP that could be read",
    ],
    [
      "its headers are too large",
      `GET /api/v1/projects HTTP/1.1\r\nhost: podpass\r\nx: ${"x".repeat(16_384)}\r\n\r\n`,
      "431 Request Header Fields Too Large",
      "The request's headers are too large",
    ],
  ])("is answered with an id to look for when %s", async (_why, request, status, message) => {
    const { hostname, port } = new URL(origin);
    const socket = connect({ port: Number(port), host: hostname });
    socket.write(request);
    const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
    const { reqId, ...rest } = JSON.parse(body);
    expect(head).toMatch(`HTTP/1.1 ${status}\r\n`);
    expect(rest).toEqual({ statusCode: Number.parseInt(status, 10), message, error: "BadRequest" });
    expect(head).toContain(`x-request-id: ${reqId}`);
    expect(head).toContain("x-content-type-options: nosniff");
  });
});
