import { expect, it } from "vitest";
import { linkTokenLine, mayReviewLine, readCaLine, readTokenLine } from "./kubectl.ts";
import { tryLoginLine } from "./try-login-line.ts";

const REVIEWER = { namespace: "default", name: "podpass-auth" };

it.each([
  [
    linkTokenLine(REVIEWER),
    `kubectl patch serviceaccount podpass-auth -p '{"secrets": [{"name": "podpass-auth-token"}]}' -n default`,
  ],
  [
    readTokenLine(REVIEWER),
    "kubectl get secret podpass-auth-token -n default -o=jsonpath='{.data.token}' | base64 --decode",
  ],
  [readCaLine("shop"), "kubectl get configmap kube-root-ca.crt -n shop -o=jsonpath='{.data.ca\\.crt}'"],
  [
    mayReviewLine(REVIEWER),
    "kubectl auth can-i create tokenreviews.authentication.k8s.io --as=system:serviceaccount:default:podpass-auth",
  ],
])("writes the guide's line %#", (line, expected) => expect(line).toBe(expected));

it("logs in with a token of the right service account and audience, which a shell takes literally", () => {
  const input = {
    url: "https://podpass.example.com",
    identityId: "7a1c9f5e-6f0b-4c53-9c7e-2f7a3b8d4e10",
    application: { namespace: "shop", name: "web" },
  };
  expect(tryLoginLine({ ...input, audience: "" })).toContain('"jwt=$(kubectl create token web -n shop)"');
  expect(tryLoginLine({ ...input, audience: "podpass" })).toContain("-n shop --audience podpass)");
  expect(tryLoginLine({ ...input, audience: "$(id)'`" })).toContain("--audience '$(id)'\\''`')");
});
