import type { TestProject } from "vitest/node";
import { serveSharedServers } from "./serve-shared-servers.ts";

/** Vitest's global setup: lets all test files of a run share one API server and one PostgreSQL server (see run-servers.ts). */
export default async function setup(project: TestProject): Promise<() => PromiseLike<void>> {
  const endpoint = await serveSharedServers();
  project.provide("sharedServersUrl", endpoint.url);
  return () => endpoint[Symbol.asyncDispose]();
}
