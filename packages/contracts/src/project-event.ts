import { z } from "zod";
import { ExistingSlug } from "./fields/existing.ts";
import { Id } from "./fields/ids.ts";

/** What can happen to a project's secrets, in the words of Infisical's clients. */
export const PROJECT_EVENT_KINDS = [
  "secret:create",
  "secret:update",
  "secret:delete",
  "secret:import-mutation",
] as const;
const ProjectEventKind = z.enum(PROJECT_EVENT_KINDS);
export type ProjectEventKind = z.output<typeof ProjectEventKind>;

const MAX_REGISTRATIONS = 20;

/** A folder and all below it, or a glob of paths such as `/**`. */
const WatchedPath = z.string().trim().max(1024, "Must be at most 1024 characters");

/** One thing that is subscribed to: a kind of event, in one environment or in all, from a folder down. */
const Registration = z.object({
  kind: ProjectEventKind,
  environment: ExistingSlug.optional(),
  secretPath: WatchedPath.default("/"),
});
export type Registration = z.output<typeof Registration>;

/** Who names nothing subscribes to everything. */
export const SubscribeInput = z.object({
  projectId: Id,
  registrations: z
    .array(Registration)
    .min(1, "Must name at least one event")
    .max(MAX_REGISTRATIONS, `Must be at most ${MAX_REGISTRATIONS} events`)
    .default(() => PROJECT_EVENT_KINDS.map((kind) => ({ kind, secretPath: "/" }))),
});
export type SubscribeInput = z.output<typeof SubscribeInput>;

/** What happened to one secret; without a key, to a folder and all that is below it. */
export interface ProjectEvent {
  kind: ProjectEventKind;
  environment: string;
  secretPath: string;
  secretKey: string | null;
}
