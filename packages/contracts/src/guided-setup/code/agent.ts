import { yamlString } from "../yaml-string.ts";
import type { CodeSampleInput } from "./code-sample-input.ts";

/** The configuration of the Infisical agent, which logs in, renews its token and writes the secrets to a file. */
export function agentConfig(input: Required<CodeSampleInput>): string {
  return `infisical:
  address: ${yamlString(input.url)}
auth:
  type: kubernetes
  config:
    # The path of a file with the identity's id, not the id itself.
    identity-id: /etc/podpass/identity-id
    service-account-token: ${yamlString(input.tokenPath)}
sinks:
  - type: file
    config:
      path: /tmp/podpass-access-token
templates:
  - template-content: |
      {{- with listSecrets "${input.projectId}" "${input.environment}" "/" }}
      {{- range . }}
      {{ .Key }}={{ .Value }}
      {{- end }}
      {{- end }}
    destination-path: /tmp/podpass-secrets.env
    config:
      polling-interval: 1m
`;
}
