import type { Place } from "../encryption/encrypted-columns.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

/** A person's secret belongs to no organization: it is sealed under the data key of people. */
const OWNER = null;

const placeOf = (rowId: string): Place => ({ table: "second_factors", rowId, field: "encrypted_secret" });

export async function sealTotpSecret(ctx: PublicContext, userId: string, secret: Buffer) {
  // Outside any transaction: a key that is rolled back must not have sealed anything. Of two that are made at once either
  // opens what it sealed.
  if (!(await ctx.store.dataKeys.findNewest(OWNER))) await ctx.secretBox.createDataKey(ctx.store, OWNER);
  return ctx.secretBox.sealText(ctx.store, OWNER, placeOf(userId), secret.toString("base64"));
}

export async function openTotpSecret(ctx: PublicContext, userId: string, envelope: Uint8Array): Promise<Buffer> {
  return Buffer.from(await ctx.secretBox.openText(ctx.store, OWNER, placeOf(userId), envelope), "base64");
}
