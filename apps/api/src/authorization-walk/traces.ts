import { randomUUID } from "node:crypto";
import type { Answer } from "../testing/api.ts";
import type { Check } from "./checks.ts";
import type { Things } from "./things.ts";

/** Whatever of the things an answer could show. */
export function idsOf({ wanted: _wanted, ...ids }: Things): string[] {
  return Object.values(ids);
}

/** Ids and addresses that nothing has, in the place of these; the slug, and the organization's own id, are left. */
export function inventedFor(things: Things): Things {
  const { organizationId: _own, wanted: _wanted, projectSlug: _slug, ...ids } = things;
  const invented = Object.entries(ids).map(([name, id]) => [
    name,
    id.includes("@") ? `${randomUUID()}@example.com` : randomUUID(),
  ]);
  return { ...things, ...Object.fromEntries(invented) };
}

/** What is answered, whatever it is called and whichever request it was. */
export function withoutIds({ body }: Answer, { wanted: _wanted, ...ids }: Things): string {
  const text = JSON.stringify(body).replaceAll(/"(?:reqId|requestId)":"[^"]*"/g, "");
  return Object.entries(ids).reduce((rest, [name, id]) => rest.replaceAll(id, name), text);
}

/** A check that no trace is in the answer; what was answered is added to the texts. */
export function tracelessly(
  name: string,
  answerOf: () => Promise<Answer>,
  traces: readonly string[],
  texts: string[],
): Check {
  return async () => {
    const text = JSON.stringify((await answerOf()).body);
    texts.push(text);
    const trace = traces.find((trace) => text.includes(trace));
    return trace === undefined ? null : `${name} shows ${trace}: ${text}`;
  };
}

/** Lists that are asked for what the neighbour has, by its names and ids. */
export function searchesFor(marker: string, foreign: Things, own: Things): [string, Record<string, unknown>][] {
  const { identityId, projectId } = foreign;
  return [
    ["identity.list", { search: marker }],
    ["project.list", { search: marker }],
    ["member.list", { search: "Walker" }],
    ["audit.list", { search: marker }],
    ["audit.list", { search: identityId }],
    ["audit.list", { projectId }],
    ["accessToken.list", { identityId }],
    ["loginAttempt.list", { identityId }],
    ["role.organizationHolders", { slug: foreign.projectSlug }],
    ["projectMembership.listIdentities", { projectId: own.projectId, search: marker }],
    ["projectMembership.listUsers", { projectId: own.projectId, search: "Walker" }],
    ["projectMembership.availableIdentities", { projectId: own.projectId, search: marker }],
    ["secret.search", { projectId: own.projectId, search: marker }],
  ];
}
