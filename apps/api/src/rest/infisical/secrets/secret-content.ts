import { z } from "zod";
import { WireFlag, WireText } from "../../wire/fields.ts";

/** Values are trimmed but for one line end: what a file ends with. */
export const SecretValue = WireText.transform((value) => (value.endsWith("\n") ? `${value.trim()}\n` : value.trim()));

/** What a secret holds beside its value. Clients send null for what they leave out. */
export const contentFields = {
  secretComment: WireText.nullish(),
  skipMultilineEncoding: WireFlag.nullish(),
  secretMetadata: z.array(z.object({ key: WireText, value: WireText })).nullish(),
  tagIds: z.array(WireText).nullish(),
};
type Content = z.output<z.ZodObject<typeof contentFields>>;

/** The contract's names of it. */
export function fromContent(body: Content) {
  return {
    comment: body.secretComment ?? undefined,
    skipMultilineEncoding: body.skipMultilineEncoding ?? undefined,
    metadata: body.secretMetadata ?? undefined,
    tagIds: body.tagIds ?? undefined,
  };
}
