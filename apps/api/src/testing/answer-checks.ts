import diagnostics from "node:diagnostics_channel";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** What answers were otherwise than the API's description says. */
export interface AnswerChecks {
  readonly violations: readonly string[];
}

/**
 * Compares every answer of the servers that are built while `build` runs with the description of the API: its status, its
 * content type and all of its body. Whoever builds a server for a test looks at the violations when it is done.
 */
export async function checkAnswers<Built>(build: () => Promise<Built>): Promise<AnswerChecks & { built: Built }> {
  const violations: string[] = [];
  const listen = (message: unknown) => {
    // https://fastify.dev/docs/latest/Reference/Hooks/#diagnostics-channel-hooks
    const { fastify } = message as { fastify: FastifyInstance };
    const check = createCheck(fastify);
    fastify.addHook("onSend", async (request, reply, payload) => {
      const violation = check(request, reply, payload);
      if (violation) violations.push(`${request.method} ${request.routeOptions.url} ${reply.statusCode}: ${violation}`);
    });
  };
  diagnostics.subscribe("fastify.initialization", listen);
  try {
    return { built: await build(), violations };
  } finally {
    diagnostics.unsubscribe("fastify.initialization", listen);
  }
}

type Check = (request: FastifyRequest, reply: FastifyReply, payload: unknown) => string | undefined;

interface Responses {
  [status: string]: { content: Record<string, unknown> };
}

function createCheck(app: FastifyInstance): Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  let document: { paths: Record<string, Record<string, { responses: Responses }>> } | undefined;
  function describe() {
    if (document) return document;
    // The description as it is handed out.
    document = JSON.parse(JSON.stringify(app.swagger()));
    ajv.addSchema({ $id: "api", ...document });
    return document;
  }
  return ({ method, routeOptions }, reply, payload) => {
    const path = (routeOptions.url ?? "").replaceAll(/:(\w+)/g, "{$1}");
    const name = method.toLowerCase();
    // The helper's probe has no description, and neither has what is none of clients' business.
    const responses = app.hasDecorator("swagger") ? describe()?.paths[path]?.[name]?.responses : undefined;
    // An answer that is kept goes out as the bytes it was kept as; a stream is another matter.
    const body = Buffer.isBuffer(payload) ? payload.toString("utf8") : payload;
    if (!responses || method === "HEAD" || typeof body !== "string") return undefined;
    const status = reply.statusCode in responses ? String(reply.statusCode) : "default";
    const type = String(reply.getHeader("content-type")).split(";")[0] ?? "";
    if (!responses[status]?.content[type]) return `answers ${type}`;
    const pointer = ["paths", path, name, "responses", status, "content", type, "schema"].map(escapePointer).join("/");
    const validate = ajv.getSchema(`api#/${pointer}`);
    if (!validate) return "has no schema";
    return validate(JSON.parse(body)) ? undefined : ajv.errorsText(validate.errors);
  };
}

/** RFC 6901 section 3, in a URI fragment. */
function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}
