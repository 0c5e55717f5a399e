import { z } from "zod";
import { MAX_PATH_LENGTH, namesOfPath, pathOfNames } from "./secret-path.ts";

/**
 * What somebody calls a thing by that is there. A name that nothing can have is looked up like any other and not found,
 * which is what clients go by; only what a database cannot be asked for, or nobody has a use for, breaks a rule.
 */
function nameUpTo(maxLength: number) {
  return z
    .string()
    .trim()
    .max(maxLength, `Must be at most ${maxLength} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not contain control characters or half a surrogate pair");
}

/** The slug of an environment, a project, a tag. */
export const ExistingSlug = nameUpTo(64).min(1, "Must not be empty");

/** The key of a secret. */
export const ExistingKey = nameUpTo(255).min(1, "Must not be empty");

/** A folder by its path, with one slash before each name. */
export const ExistingPath = nameUpTo(MAX_PATH_LENGTH).transform((path) => pathOfNames(namesOfPath(path)));
