import { AppError } from "@podpass/core";
import Fastify from "fastify";
import { type FastifyPluginAsyncZod, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { expect, test } from "vitest";
import { z } from "zod";
import { errors } from "./errors.ts";

const routes: FastifyPluginAsyncZod = async (app) => {
  app.get("/fault", async () => {
    throw new Error("password of the database: hunter2");
  });
  app.get("/busy", async () => {
    throw new AppError("server.unavailable", { retryAfterSeconds: 7 });
  });
  app.get("/leak", { schema: { response: { 200: z.object({ id: z.number() }) } } }, async () => {
    // What a bug would send: not what the schema promises.
    return { id: "secret" } as unknown as { id: number };
  });
};

async function build() {
  const app = Fastify({ genReqId: () => "req-1" });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(errors);
  await app.register(routes);
  return app;
}

test("a fault says nothing but the request id", async () => {
  const app = await build();
  for (const url of ["/fault", "/leak"]) {
    const response = await app.inject(url);
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual({
      reqId: "req-1",
      statusCode: 500,
      message: "Something went wrong",
      error: "InternalServerError",
    });
    expect(response.headers["cache-control"]).toBe("no-store");
  }
});

test("a refusal that passes says when to come back", async () => {
  const response = await (await build()).inject("/busy");
  expect({ status: response.statusCode, retryAfter: response.headers["retry-after"] }).toEqual({
    status: 503,
    retryAfter: "7",
  });
});

test("an address that is nothing is 404 in the same envelope", async () => {
  const response = await (await build()).inject("/nowhere");
  expect(response.json()).toEqual({
    reqId: "req-1",
    statusCode: 404,
    message: "There is no such route",
    error: "NotFound",
  });
});
