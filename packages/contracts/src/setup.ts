import { z } from "zod";
import { Name } from "./fields/name.ts";

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email("Must be an e-mail address"));

const MIN_DIFFERENT_CHARACTERS = 5;

/** What is asked of a new password, in the words a form shows. */
export const PASSWORD_RULE = `At least 12 characters, ${MIN_DIFFERENT_CHARACTERS} of them different.`;

/** Length is what counts (NIST SP 800-63B section 3.1.1.2); the upper bound keeps hashing cheap. */
export const Password = z
  .string()
  .min(12, "Must be at least 12 characters")
  .max(256, "Must be at most 256 characters")
  .refine(
    (text) => new Set(text).size >= MIN_DIFFERENT_CHARACTERS,
    `Must have at least ${MIN_DIFFERENT_CHARACTERS} different characters`,
  );

export const CreateFirstAdminInput = z.object({
  name: Name.optional(),
  email: Email,
  password: Password,
  organization: Name,
});
export type CreateFirstAdminInput = z.output<typeof CreateFirstAdminInput>;

export const SetupStatus = z.object({ isSetUp: z.boolean() });

export const CreateFirstAdminOutput = z.object({
  organization: z.object({ id: z.string(), name: z.string(), slug: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
});
export type CreateFirstAdminOutput = z.output<typeof CreateFirstAdminOutput>;
