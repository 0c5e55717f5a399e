/** The guide's steps, in its order. */
export const SETUP_STEPS = ["reviewer", "identity", "kubernetes-auth", "project", "code", "first-login"] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

export const SETUP_STEP_TITLES = {
  reviewer: "Reviewer",
  identity: "Identity",
  "kubernetes-auth": "Kubernetes Auth",
  project: "Project",
  code: "Code for the pod",
  "first-login": "First login",
} as const satisfies Record<SetupStep, string>;

/** What of the set-up is there already, as the server knows it. */
export interface SetupProgress {
  hasIdentity: boolean;
  hasKubernetesAuth: boolean;
  isInProject: boolean;
  hasLoggedIn: boolean;
}

/** The earliest step that must be done before this one makes sense; null when it can be done now. */
export function missingBefore(step: SetupStep, progress: SetupProgress): SetupStep | null {
  if (step === "reviewer" || step === "identity") return null;
  if (!progress.hasIdentity) return "identity";
  if (step === "first-login" && !progress.hasKubernetesAuth) return "kubernetes-auth";
  if (step === "code" && !progress.isInProject) return "project";
  return null;
}

/** Whether a step is behind the person. What leaves no trace on the server counts once a later one does. */
export function isDone(step: SetupStep, current: SetupStep, progress: SetupProgress): boolean {
  switch (step) {
    case "reviewer":
      return progress.hasIdentity || current !== "reviewer";
    case "identity":
      return progress.hasIdentity;
    case "kubernetes-auth":
      return progress.hasKubernetesAuth;
    case "project":
      return progress.isInProject;
    case "code":
      return progress.isInProject && (progress.hasLoggedIn || current === "first-login");
    case "first-login":
      return progress.hasLoggedIn;
    default:
      return step satisfies never;
  }
}
