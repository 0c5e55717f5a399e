import { type CodeSampleInput, secretsUrl } from "./code-sample-input.ts";

/** A shell script with curl. */
export function curlSample(input: Required<CodeSampleInput>): string {
  return `#!/bin/sh
set -eu
# Reads the JWT anew for every login: the kubelet replaces the file in time.
TOKEN=$(curl -fsS ${input.url}/api/v1/auth/kubernetes-auth/login \\
  -d identityId=${input.identityId} --data-urlencode jwt@${input.tokenPath} \\
  | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
curl -fsS "${secretsUrl(input)}" -H "authorization: Bearer $TOKEN"
`;
}
