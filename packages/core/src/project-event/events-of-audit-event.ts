import type { AuditAction, ProjectEventKind } from "@podpass/contracts";
import { z } from "zod";
import type { SecretEvent } from "./secret-event.ts";

/** What the database tells of: see the migration `tell_of_audit_events`. */
type ToldAction = Extract<AuditAction, `${"secret" | "folder" | "environment" | "tag" | "secret_import"}.${string}`>;

const nothing = () => [];

const Place = z.object({ environment: z.string(), secretPath: z.string() });
const OneSecret = Place.extend({ key: z.string(), tags: z.array(z.string()).default([]) });
const ChangedSecret = OneSecret.extend({ key: z.object({ before: z.string(), after: z.string() }) });
const Changed = z.object({ before: z.string(), after: z.string() });

/** What each act means to whoever keeps secrets that they have read. */
const EVENTS_OF = {
  "secret.create": (detail) => [oneSecret("secret:create", OneSecret.parse(detail))],
  "secret.update": (detail) => {
    const { key, ...rest } = ChangedSecret.parse(detail);
    const after = { ...rest, key: key.after };
    if (key.before === key.after) return [oneSecret("secret:update", after)];
    return [oneSecret("secret:delete", { ...rest, key: key.before }), oneSecret("secret:create", after)];
  },
  "secret.delete": (detail) => [oneSecret("secret:delete", OneSecret.parse(detail))],
  "secret.move": (detail) => {
    const moved = OneSecret.parse(detail);
    const { to } = z.object({ to: z.string() }).parse(detail);
    const colon = to.indexOf(":");
    const target = { environment: to.slice(0, colon), secretPath: to.slice(colon + 1) };
    return [oneSecret("secret:delete", moved), oneSecret("secret:create", { ...moved, ...target })];
  },
  // What a copy makes and changes is written down as made and changed.
  "secret.copy": nothing,
  "secret.read": nothing,
  "secret.export": nothing,

  "folder.create": nothing,
  "folder.update": (detail) => {
    const { environment, path } = z.object({ environment: z.string(), path: Changed.optional() }).parse(detail);
    return path ? moved({ environment, secretPath: path.before }, { environment, secretPath: path.after }) : [];
  },
  "folder.delete": (detail) => {
    const { environment, path } = z.object({ environment: z.string(), path: z.string() }).parse(detail);
    return [everythingAt("secret:delete", { environment, secretPath: path })];
  },

  "environment.create": nothing,
  "environment.update": (detail) => {
    const { slug } = z.object({ slug: Changed.optional() }).parse(detail);
    return slug
      ? moved({ environment: slug.before, secretPath: "/" }, { environment: slug.after, secretPath: "/" })
      : [];
  },
  "environment.delete": (detail) => {
    const { slug } = z.object({ slug: z.string() }).parse(detail);
    return [everythingAt("secret:delete", { environment: slug, secretPath: "/" })];
  },

  // Tags are shown with the secrets that have them, and rules speak of them.
  "tag.create": nothing,
  "tag.update": () => [everythingAt("secret:update", { environment: null, secretPath: "/" })],
  "tag.delete": () => [everythingAt("secret:update", { environment: null, secretPath: "/" })],

  "secret_import.create": (detail) => [everythingAt("secret:import-mutation", Place.parse(detail))],
  "secret_import.update": (detail) => [everythingAt("secret:import-mutation", Place.parse(detail))],
  "secret_import.delete": (detail) => [everythingAt("secret:import-mutation", Place.parse(detail))],
} satisfies Record<ToldAction, (detail: unknown) => SecretEvent[]>;

/** What an audit event tells of a project's secrets. Throws on a detail that is not of its action. */
export function eventsOfAuditEvent({ action, detail }: { action: string; detail: unknown }): SecretEvent[] {
  const eventsOf: Record<string, (detail: unknown) => SecretEvent[]> = EVENTS_OF;
  return eventsOf[action]?.(detail) ?? [];
}

function oneSecret(
  kind: ProjectEventKind,
  { key, tags, environment, secretPath }: z.output<typeof OneSecret>,
): SecretEvent {
  return { kind, environment, secretPath, secret: { key, tags } };
}

function everythingAt(kind: ProjectEventKind, place: Pick<SecretEvent, "environment" | "secretPath">): SecretEvent {
  return { kind, ...place, secret: null };
}

function moved(from: z.output<typeof Place>, to: z.output<typeof Place>): SecretEvent[] {
  return [everythingAt("secret:delete", from), everythingAt("secret:create", to)];
}
