import { z } from "zod";
import { SETUP_STEPS } from "#features/guided-setup/lib/setup-steps.ts";

const text = (initial: string) => z.string().catch(initial);

/**
 * What was typed and is on no server yet. It stays in this browser and out of the URL: a link from somebody else must
 * not be able to fill in which service account gets rights, or where pods send their JWTs. Never holds a credential.
 */
const SetupDraft = z.object({
  reviewerNamespace: text("default"),
  reviewerName: text("podpass-auth"),
  applicationNamespace: text(""),
  applicationName: text(""),
  /** Empty: the address this dashboard was opened at. */
  podpassUrl: text(""),
  identityName: text(""),
  identityRole: text(""),
  projectName: text(""),
  /** Values of the Kubernetes Auth form that differ from what it starts with; the form itself reads them. */
  kubernetesAuth: z.record(z.string(), z.unknown()).catch({}),
});
export type SetupDraft = z.output<typeof SetupDraft>;

/** The step that was open, and what its URL said. */
const SetupPlace = z.object({ step: z.enum(SETUP_STEPS), search: z.record(z.string(), z.unknown()) });
type SetupPlace = z.output<typeof SetupPlace>;

interface SetupMemory {
  draft: SetupDraft;
  /** Null before the first visit, and after starting over. */
  place: SetupPlace | null;
}

const storageKey = (organizationId: string) => `podpass.guided-setup.${organizationId}`;

/** What this browser remembers of the set-up; what cannot be read counts as nothing. */
export function recallSetup(organizationId: string): SetupMemory {
  const stored = parseStored(localStorage.getItem(storageKey(organizationId)));
  return {
    draft: SetupDraft.parse(stored.draft ?? {}),
    place: SetupPlace.safeParse(stored.place).data ?? null,
  };
}

export function rememberSetup(organizationId: string, memory: SetupMemory): void {
  localStorage.setItem(storageKey(organizationId), JSON.stringify(memory));
}

export function forgetSetup(organizationId: string): void {
  localStorage.removeItem(storageKey(organizationId));
}

function parseStored(stored: string | null): { draft?: unknown; place?: unknown } {
  try {
    const value: unknown = JSON.parse(stored ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** The address pods use, which is often another than this dashboard's. */
export function podpassUrlOf(draft: SetupDraft): string {
  return draft.podpassUrl || window.location.origin;
}
