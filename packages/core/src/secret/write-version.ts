import { randomUUID } from "node:crypto";
import { actorId } from "../shared/actor.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { sealSecret } from "./secret-values.ts";

/** Keeps what a secret is at a version, encrypted for a row of its own. */
export async function writeVersion(
  tx: Store,
  ctx: UseCaseContext,
  version: { secretId: string; version: number; key: string; value: string; comment: string },
): Promise<void> {
  const { value, comment, ...rest } = version;
  const id = randomUUID();
  await tx.secrets.insertVersion({
    ...rest,
    ...(await sealSecret(tx, ctx, "secret_versions", id, { value, comment })),
    id,
    actorType: ctx.actor.type,
    actorId: actorId(ctx.actor) ?? "",
    createdAt: ctx.clock.now(),
  });
}
