import type { ProjectAccess } from "../authorization/project-access.ts";
import { assertNothingOpened } from "../secret/nothing-opened.ts";
import { secretAttributes } from "../secret/secret-scope.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Rules speak of environments by slug: a new slug changes who may do what with every secret in it, and none is added meanwhile. */
export async function assertNoEnvironmentOpens(
  tx: Store,
  ctx: UseCaseContext,
  { project, rulesUntil }: ProjectAccess,
  { environment, newSlug }: { environment: { id: string; slug: string }; newSlug: string },
): Promise<void> {
  if (newSlug === environment.slug) return;
  await tx.environments.lockAll(environment.id);
  const placed = await tx.secrets.listInEnvironment(environment.id);
  const moves = placed.map((secret) => ({
    before: secretAttributes(environment.slug, secret),
    after: secretAttributes(newSlug, secret),
  }));
  await assertNothingOpened(tx, ctx, { projectId: project.id, rulesUntil }, moves);
}
