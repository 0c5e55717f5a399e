import { type CodeSampleInput, secretsUrl } from "./code-sample-input.ts";

/** Python with its standard library. */
export function pythonSample(input: Required<CodeSampleInput>): string {
  return `import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def read_secrets():
    """The secrets of the environment, by key."""
    # Read anew for every login: the kubelet replaces the file in time.
    with open("${input.tokenPath}") as file:
        jwt = file.read()
    login = send(
        "${input.url}/api/v1/auth/kubernetes-auth/login",
        {"content-type": "application/json"},
        json.dumps({"identityId": "${input.identityId}", "jwt": jwt}).encode(),
    )
    answer = send(
        "${secretsUrl(input)}",
        {"authorization": "Bearer " + login["accessToken"]},
    )
    return {secret["secretKey"]: secret["secretValue"] for secret in answer["secrets"]}


def send(url, headers, body=None):
    try:
        with urlopen(Request(url, body, headers), timeout=15) as response:
            return json.load(response)
    except HTTPError as error:
        raise RuntimeError(f"Podpass answered {error.code}: {error.read().decode()}") from error


if __name__ == "__main__":
    print("Read", ", ".join(read_secrets()))
`;
}
