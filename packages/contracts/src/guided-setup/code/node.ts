import { type CodeSampleInput, secretsUrl } from "./code-sample-input.ts";

/** A module of Node without packages. */
export function nodeSample(input: Required<CodeSampleInput>): string {
  return `import { readFile } from "node:fs/promises";

/** The secrets of the environment, by key. */
export async function readSecrets() {
  // Read anew for every login: the kubelet replaces the file in time.
  const jwt = await readFile("${input.tokenPath}", "utf8");
  const login = await send("${input.url}/api/v1/auth/kubernetes-auth/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ identityId: "${input.identityId}", jwt }),
  });
  const { secrets } = await send("${secretsUrl(input)}", {
    headers: { authorization: \`Bearer \${login.accessToken}\` },
  });
  return Object.fromEntries(secrets.map(({ secretKey, secretValue }) => [secretKey, secretValue]));
}

async function send(url, options) {
  const response = await fetch(url, options);
  const body = await response.json();
  if (!response.ok) throw new Error(\`Podpass answered \${response.status}: \${body.message} (request \${body.reqId})\`);
  return body;
}

console.log("Read", Object.keys(await readSecrets()).join(", "));
`;
}
