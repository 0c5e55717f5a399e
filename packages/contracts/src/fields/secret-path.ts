import { z } from "zod";
import { isLikeAnId } from "./slug.ts";

export const MAX_FOLDER_DEPTH = 20;
export const MAX_PATH_LENGTH = 1024;

const INVALID_FOLDER_NAME = "Invalid folder name. Only alphanumeric characters, dashes, and underscores are allowed.";

/** ASCII alone: no name can look like another one, climb up with dots or hide a slash. */
const FOLDER_NAME = /^[A-Za-z0-9_-]+$/;

export const FolderName = z
  .string()
  .trim()
  .min(1, "Must not be empty")
  .max(255, "Must be at most 255 characters")
  .regex(FOLDER_NAME, INVALID_FOLDER_NAME)
  // Some routes take an id or a name in one place.
  .refine((name) => !isLikeAnId(name), "Must not look like an id");

/** A folder by its names from the root down. Clients are free with slashes; what is stored has one before each name. */
export const SecretPath = z
  .string()
  .trim()
  .max(MAX_PATH_LENGTH, `Must be at most ${MAX_PATH_LENGTH} characters`)
  .transform(namesOfPath)
  .refine((names) => names.every((name) => FOLDER_NAME.test(name)), INVALID_FOLDER_NAME)
  .refine((names) => names.length <= MAX_FOLDER_DEPTH, `Must be at most ${MAX_FOLDER_DEPTH} folders deep`)
  .transform(pathOfNames);

/** The names of the folders on a path, none for the root. */
export function namesOfPath(path: string): string[] {
  return path.split("/").filter((name) => name !== "");
}

/** The path of folders by their names from the root down; `/` for none. The inverse of `namesOfPath`. */
export function pathOfNames(names: readonly string[]): string {
  return `/${names.join("/")}`;
}
