import { can, matchesPathGlob, type PermissionRule, type ProjectEvent, type Registration } from "@podpass/contracts";
import { isWithin, type SecretEvent } from "./secret-event.ts";

interface Viewer {
  rules: readonly PermissionRule[];
  /** The slugs of the project's environments. */
  environments: readonly string[];
  registrations: readonly Registration[];
}

/** The part of what happened that a subscriber has asked for and may know of, each event once. */
export function visibleEvents(events: readonly SecretEvent[], viewer: Viewer): ProjectEvent[] {
  const shown = new Map<string, ProjectEvent>();
  for (const event of events.flatMap((one) => inEachEnvironment(one, viewer.environments))) {
    if (!viewer.registrations.some((registration) => isRegistered(event, registration))) continue;
    if (!mayKnow(viewer.rules, event, viewer.environments)) continue;
    const { kind, environment, secretPath, secret } = event;
    const output = { kind, environment, secretPath, secretKey: secret?.key ?? null };
    shown.set(JSON.stringify(output), output);
  }
  return [...shown.values()];
}

type PlacedEvent = SecretEvent & { environment: string };

function inEachEnvironment(event: SecretEvent, environments: readonly string[]): PlacedEvent[] {
  const { environment } = event;
  return (environment === null ? environments : [environment]).map((slug) => ({ ...event, environment: slug }));
}

/** What happened to everything at a place concerns whoever watches a part of it, and the other way round. */
function isRegistered(event: PlacedEvent, { kind, environment, secretPath: watched }: Registration): boolean {
  if (event.kind !== kind || (environment !== undefined && event.environment !== environment)) return false;
  const folder = withoutTrailingSlash(watched);
  if (isWithin(event.secretPath, folder) || matchesPathGlob(folder, event.secretPath)) return true;
  return event.secret === null && isWithin(folder, event.secretPath);
}

function withoutTrailingSlash(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  return trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
}

/** Whoever may know of a secret may know what happens to it, and, of an import, what it shows or that it is there. */
function mayKnow(rules: readonly PermissionRule[], event: PlacedEvent, environments: readonly string[]): boolean {
  const { environment, secretPath, secret, origin } = event;
  if (origin) return inEachEnvironment(origin, environments).some((placed) => mayKnow(rules, placed, environments));
  const place = { environment, secretPath };
  if (secret) {
    return can(rules, "secrets:describeSecret", { ...place, secretName: secret.key, secretTags: secret.tags });
  }
  if (can(rules, "secrets:describeSecret", place)) return true;
  return event.kind === "secret:import-mutation" && can(rules, "secret-imports:read", place);
}
