import type { PodpassServer } from "@podpass/testing";
import type { Furniture } from "../lab/furnish.ts";
import { jsonRequest, type Subject } from "./subject.ts";

/** The real server, called as a pod calls it. It ends with the subject. */
export function podpassSubject(server: PodpassServer, furniture: Furniture): Subject {
  const { identityId, projectId, environment } = furniture;
  const secrets = `/api/v4/secrets?projectId=${projectId}&environment=${environment.slug}`;
  return {
    name: "podpass",
    url: server.url,
    pid: pidOf(server),
    loginRequest: (jwt) => jsonRequest("/api/v1/auth/kubernetes-auth/login", { identityId, jwt }),
    requestWith(operation, accessToken) {
      if (operation !== "read") return jsonRequest(`/api/v1/auth/token/${operation}`, { accessToken });
      return { method: "GET", path: secrets, headers: { authorization: `Bearer ${accessToken}` }, body: "" };
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function pidOf({ process }: PodpassServer): number {
  if (process.pid === undefined) throw new Error("A server that answered has a process id");
  return process.pid;
}
