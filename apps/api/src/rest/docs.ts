import type { FastifyInstance } from "fastify";
import type { OpenAPIV3_1 } from "openapi-types";
import { docsPage } from "../openapi/docs-page.ts";
import { DOCS_STYLE } from "../openapi/docs-style.ts";

/** The description of this API, made from the routes' own schemas: for people and for programs. */
export async function docs(app: FastifyInstance): Promise<void> {
  const hidden = { schema: { hide: true } };
  app.get("/docs/json", hidden, async () => app.swagger());
  app.get("/docs", hidden, async (_request, reply) =>
    // What `openapi/openapi.ts` asks for is a document of version 3.1.
    reply.type("text/html; charset=utf-8").send(docsPage(app.swagger() as OpenAPIV3_1.Document)),
  );
  app.get("/docs/style.css", hidden, async (_request, reply) => reply.type("text/css; charset=utf-8").send(DOCS_STYLE));
}
