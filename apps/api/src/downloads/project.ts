import { Readable } from "node:stream";
import { ExportProjectInput } from "@podpass/contracts";
import { exportProject } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { writeProjectDocument } from "./project-document.ts";

const Query = z.strictObject(ExportProjectInput.shape);

/** A project or an environment with all that is in it, as far as the person may read it. */
export const project: FastifyPluginAsyncZod = async (app) => {
  app.get("/project", { schema: { querystring: Query } }, async ({ useCase, openAgain, query }, reply) => {
    const opened = await exportProject(useCase, query, openAgain);
    const { project: of, exportedAt } = opened.head;
    const name = [of.slug, query.environment ?? [], exportedAt.slice(0, 10)].flat();
    return reply
      .type("application/json; charset=utf-8")
      .header("content-disposition", `attachment; filename="${name.join("-")}.json"`)
      .send(Readable.from(writeProjectDocument(opened)));
  });
};
