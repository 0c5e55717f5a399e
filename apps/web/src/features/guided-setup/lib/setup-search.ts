import { CODE_LANGUAGES } from "@podpass/contracts";
import { z } from "zod";

/** How the cluster is asked about a pod's JWT: the guide's two options. */
const REVIEWERS = ["stored", "client"] as const;
export type SetupReviewer = (typeof REVIEWERS)[number];

/** What the URL of every step holds: what was chosen, not what was typed. */
export const SetupSearch = z.object({
  reviewer: z.enum(REVIEWERS).optional().catch(undefined),
  identityId: z.uuid().optional().catch(undefined),
  projectId: z.uuid().optional().catch(undefined),
  environment: z.string().max(64).optional().catch(undefined),
  language: z.enum(CODE_LANGUAGES).optional().catch(undefined),
  /** The saved Kubernetes Auth is open for changes. */
  isEditing: z.boolean().optional().catch(undefined),
});
export type SetupSearch = z.output<typeof SetupSearch>;
