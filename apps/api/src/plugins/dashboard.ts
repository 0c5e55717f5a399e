import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { noSuchRoute } from "../rest/unsupported.ts";

const BUILT_DASHBOARD = join(import.meta.dirname, "../../../web/dist");

/** The built dashboard as static files. Every address that is no file and no API is a page of it. */
export async function dashboard(
  app: FastifyInstance,
  { folder = BUILT_DASHBOARD }: { folder?: string },
): Promise<void> {
  if (!existsSync(join(folder, "index.html"))) {
    app.log.warn("The dashboard is not built; only the API is served. `npm start` builds it");
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders(response, path) {
      // Vite puts a hash of the content into the names of what is below assets/.
      const isHashed = path.startsWith(join(folder, "assets"));
      response.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
    wildcard: false,
    // The build puts a compressed twin beside each text file.
    preCompressed: true,
  });
  app.get("/*", async (request, reply) => {
    // Not parsed: clients can send what is no URL, such as `//[`.
    const [path = ""] = request.url.split(/[?#]/, 1);
    const isPage = !path.startsWith("/api") && !/\.[a-z0-9]{1,8}$/i.test(path);
    if (!isPage) throw noSuchRoute(request.url);
    return reply.header("cache-control", "no-cache").sendFile("index.html");
  });
}
