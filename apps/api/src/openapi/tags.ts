/** The groups of operations, in the order they are shown. */
export const TAGS = [
  "Server",
  "Logging in",
  "Secrets",
  "Folders",
  "Imports",
  "Tags",
  "Projects",
  "Identities",
  "Kubernetes Auth",
  "Universal Auth",
  "Token Auth",
  "Access tokens",
  "Memberships",
  "Roles",
] as const;

export type Tag = (typeof TAGS)[number];
