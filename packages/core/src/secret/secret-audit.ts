import type { JsonValue } from "../audit/append-audit-event.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { OpenSecretScope } from "./secret-scope.ts";

/** Everything of an event about one secret but its action. */
export function eventOf(
  ctx: UseCaseContext,
  scope: OpenSecretScope,
  row: { id: string; version: number; tags: readonly { slug: string }[] },
  detail: { key: string | { before: string; after: string }; [field: string]: JsonValue },
) {
  return {
    organizationId: ctx.organizationId,
    actor: ctx.actor,
    subject: { type: "secret", id: row.id },
    projectId: scope.projectId,
    detail: {
      ...detail,
      environment: scope.environment.slug,
      secretPath: scope.folder.path,
      version: row.version,
      ...(row.tags.length === 0 ? {} : { tags: row.tags.map(({ slug }) => slug) }),
    },
  };
}

/** How the event of a secret that goes elsewhere names where to. */
export function destinationOf({ environment, folder }: OpenSecretScope): string {
  return `${environment.slug}:${folder.path}`;
}
