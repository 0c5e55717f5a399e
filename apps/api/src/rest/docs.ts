import type { FastifyInstance } from "fastify";

/** The description of this API, made from the routes' own schemas. */
export async function docs(app: FastifyInstance): Promise<void> {
  app.get("/docs/json", { schema: { hide: true } }, async () => app.swagger());
}
