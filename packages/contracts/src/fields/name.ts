import { z } from "zod";
import { Text } from "./text.ts";

/** A name a person gives to something: trimmed, one line. */
export const Name = z
  .string()
  .trim()
  .min(1, "Must not be empty")
  .max(255, "Must be at most 255 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not contain control characters or half a surrogate pair");

export const Description = Text.max(1024, "Must be at most 1024 characters");
