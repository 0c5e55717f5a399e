import { fastify } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { expect, test } from "vitest";
import { z } from "zod";
import { openapi } from "../openapi/openapi.ts";
import { checkAnswers } from "./answer-checks.ts";

/** A server that sends whatever it is told to, past the serializer, as answers that were kept are sent. */
async function answering(payload: string | Buffer, type = "application/json; charset=utf-8", status = 200) {
  const { built: app, violations } = await checkAnswers(async () => {
    const server = fastify();
    server.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
    await server.register(openapi, { siteUrl: "http://127.0.0.1" });
    const response: Record<number, z.ZodType> = { 200: z.object({ thing: z.object({ id: z.string() }) }) };
    server.get("/api/v1/things/:id", { schema: { response } }, (_request, reply) =>
      reply.code(status).type(type).send(payload),
    );
    await server.ready();
    return server;
  });
  await app.inject({ url: "/api/v1/things/1" });
  await app.close();
  return violations;
}

test("an answer that is what the description says passes", async () => {
  expect(await answering('{"thing":{"id":"1"}}')).toEqual([]);
});

test.each<[string, Parameters<typeof answering>, string]>([
  ["lacks a member", ['{"thing":{}}'], "must have required property 'id'"],
  ["has a member of another type", ['{"thing":{"id":1}}'], "must be string"],
  ["has a member too many", ['{"thing":{"id":"1","secretValue":"s"}}'], "must NOT have additional properties"],
  ["is kept as bytes, and lacks a member", [Buffer.from('{"thing":{}}')], "must have required property 'id'"],
  ["is of another content type", ['{"thing":{"id":"1"}}', "text/plain"], "answers text/plain"],
  ["has another shape of errors", ['{"oops":true}', "application/json", 500], "must have required property"],
])("an answer that %s is a violation", async (_what, answer, violation) => {
  expect(await answering(...answer)).toEqual([expect.stringContaining(violation)]);
});
