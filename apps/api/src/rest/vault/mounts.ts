import type { ProjectOutput } from "@podpass/contracts";
import { getProject, listProjects } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { collectPages, EVERYTHING } from "../wire/collect-pages.ts";
import { projectOfMount } from "./kv-path.ts";
import { dataAnswer, toDataAnswer } from "./vault-answer.ts";

const MOUNT_TYPE = "system";

const mount = {
  type: z.literal("kv"),
  description: z.string(),
  uuid: z.string(),
  accessor: z.string(),
  local: z.literal(false),
  seal_wrap: z.literal(false),
  config: z.object({}),
  options: z.object({ version: z.literal("2") }),
};
const Mounts = z.object({ auth: z.object({}), secret: z.record(z.string(), z.object(mount)) });
const Mount = z.object({ ...mount, path: z.string() });

function toMount({ id, name }: Pick<ProjectOutput, "id" | "name">): z.output<z.ZodObject<typeof mount>> {
  return {
    type: "kv",
    description: name,
    uuid: id,
    accessor: id,
    local: false,
    seal_wrap: false,
    config: {},
    options: { version: "2" },
  };
}

/** Every project is a mount of Vault's key-value engine, version 2: clients ask for the version before they read. */
export const mounts: FastifyPluginAsyncZod = async (app) => {
  app.get("/sys/internal/ui/mounts", { schema: { response: { 200: dataAnswer(Mounts) } } }, async (request) => {
    const { items } = await collectPages((part) => listProjects(request.useCase, { ...part, search: "" }), EVERYTHING);
    const secret = Object.fromEntries(items.map((project) => [`${project.slug}/`, toMount(project)]));
    return toDataAnswer(request.id, MOUNT_TYPE, { auth: {}, secret });
  });

  // `kv get -mount=<mount>` and `kv list <mount>` ask about the mount itself.
  for (const url of ["/sys/internal/ui/mounts/:mount", "/sys/internal/ui/mounts/:mount/*"]) {
    app.get(
      url,
      { schema: { params: z.object({ mount: z.string() }), response: { 200: dataAnswer(Mount) } } },
      async (request) => {
        const project = await getProject(request.useCase, projectOfMount(request.params.mount));
        return toDataAnswer(request.id, MOUNT_TYPE, { ...toMount(project), path: `${request.params.mount}/` });
      },
    );
  }
};
