import { z } from "zod";

/** Every id this server makes is a UUID, in lower case. */
export const Id = z.uuid("Must be a UUID").toLowerCase();

/** A user's id is made by the sign-in library and is an opaque string. */
export const UserId = z.string().min(1).max(64);
