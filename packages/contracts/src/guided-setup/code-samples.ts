import { agentConfig } from "./code/agent.ts";
import type { CodeSampleInput } from "./code/code-sample-input.ts";
import { curlSample } from "./code/curl.ts";
import { goSample } from "./code/go.ts";
import { nodeSample } from "./code/node.ts";
import { pythonSample } from "./code/python.ts";
import { POD_TOKEN_PATH } from "./workload-manifest.ts";

export interface CodeFile {
  fileName: string;
  text: string;
}

export const CODE_LANGUAGES = ["curl", "node", "python", "go", "agent"] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** The files with which a pod logs in and reads the secrets of one environment; they need no package installed. */
export function codeSample(language: CodeLanguage, input: CodeSampleInput): CodeFile[] {
  const whole = { tokenPath: POD_TOKEN_PATH, ...input };
  switch (language) {
    case "curl":
      return [{ fileName: "podpass.sh", text: curlSample(whole) }];
    case "node":
      return [{ fileName: "podpass.mjs", text: nodeSample(whole) }];
    case "python":
      return [{ fileName: "podpass.py", text: pythonSample(whole) }];
    case "go":
      return [{ fileName: "podpass.go", text: goSample(whole) }];
    case "agent":
      return [
        { fileName: "agent-config.yaml", text: agentConfig(whole) },
        // Without a line's end: it is read as it is.
        { fileName: "identity-id", text: input.identityId },
      ];
    default:
      return language satisfies never;
  }
}
