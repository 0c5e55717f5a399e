import { AppError } from "@podpass/core";
import fp from "fastify-plugin";

/** Smaller answers are not counted: it would take thousands of them to matter. */
const COUNTED_FROM_BYTES = 1024 * 1024;
const RETRY_AFTER_SECONDS = 5;
const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;

/**
 * An answer stays in memory until its client has taken it, and nobody makes a client hurry. So the large ones that are on
 * their way are counted: together they are at most `maxBytes`, and what comes on top is answered 503. A stream is not
 * counted: of it no more is read than the client takes.
 */
export const answersOnTheirWay = fp<{ maxBytes?: number }>(async (app, { maxBytes = DEFAULT_MAX_BYTES }) => {
  let bytesOnTheirWay = 0;
  app.addHook("onSend", (_request, reply, payload, done) => {
    const bytes = typeof payload === "string" || Buffer.isBuffer(payload) ? Buffer.byteLength(payload) : 0;
    // A client that hung up meanwhile takes nothing, and its "close" has been emitted already.
    if (bytes < COUNTED_FROM_BYTES || reply.raw.destroyed) return done();
    if (bytesOnTheirWay + bytes > maxBytes) {
      const reason = `${bytesOnTheirWay} bytes of answers are on their way`;
      return done(new AppError("server.unavailable", { reason, retryAfterSeconds: RETRY_AFTER_SECONDS }));
    }
    bytesOnTheirWay += bytes;
    reply.raw.once("close", () => {
      bytesOnTheirWay -= bytes;
    });
    done();
  });
});
