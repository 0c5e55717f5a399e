/** What a pod must know. Each part is checked where it comes from and holds nothing that needs quoting in any language. */
export interface CodeSampleInput {
  /** An output of `PodpassUrl`. */
  url: string;
  identityId: string;
  projectId: string;
  /** The environment's slug. */
  environment: string;
  /** Default: where the workload manifest mounts it. */
  tokenPath?: string;
}

/** Where the secrets of the environment are read. */
export function secretsUrl({ url, projectId, environment }: CodeSampleInput): string {
  return `${url}/api/v4/secrets?projectId=${projectId}&environment=${environment}`;
}
