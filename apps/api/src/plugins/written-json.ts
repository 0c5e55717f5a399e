import type { FastifyReply } from "fastify";
import fp from "fastify-plugin";
import { z } from "zod";

declare module "fastify" {
  interface FastifyReply {
    /** Sends JSON that is written already. It must come from the response's schema, as by `writeJson`. */
    sendJson(bytes: Buffer): FastifyReply;
  }
}

export const writtenJson = fp(async (app) => {
  app.decorateReply("sendJson", function (this: FastifyReply, bytes: Buffer) {
    return this.type("application/json; charset=utf-8").send(bytes);
  });
});

/** What the schema of a response lets out, as JSON in UTF-8. @throws Error when the answer is not what the schema says */
export function writeJson<Schema extends z.ZodType>(schema: Schema, answer: z.output<Schema>): Buffer {
  const encoded = z.safeEncode(schema, answer);
  // The fault is ours, so the error is not the one of a bad request.
  if (!encoded.success) throw new Error("An answer is not what its schema says", { cause: encoded.error });
  return Buffer.from(JSON.stringify(encoded.data), "utf8");
}
