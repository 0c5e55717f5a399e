import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LoginProblem, loginRemedy, type RemedyNames } from "./login-remedy.ts";

const names: RemedyNames = {
  kubernetesHost: "https://10.0.0.1:6443",
  reviewer: { namespace: "default", name: "podpass-auth" },
  client: { namespace: "payments", name: "worker" },
  serviceAccountUid: "7a1c9f5e-6f0b-4c53-9c7e-2f7a3b8d4e10",
  allowedAudiences: ["podpass", "vault"],
  ipAddress: "192.0.2.1",
};
const READ_CA = "kubectl get configmap kube-root-ca.crt -n default -o=jsonpath='{.data.ca\\.crt}'";
const BIND = (namespace: string, name: string) =>
  `kubectl create clusterrolebinding podpass-token-review-${namespace}-${name} ` +
  `--clusterrole=system:auth-delegator --serviceaccount=${namespace}:${name}`;

describe("loginRemedy", () => {
  const TABLE: [LoginProblem, field: string | undefined, command: string | undefined, says: string][] = [
    ["jwt_malformed", undefined, undefined, "without quotes or line ends"],
    ["no_configuration", undefined, undefined, "Add Kubernetes Auth"],
    ["not_asked", undefined, undefined, "Log in again"],
    ["own_account_missing", "reviewerMode", undefined, "automountServiceAccountToken"],
    ["own_unauthorized", undefined, "kubectl get serviceaccount podpass-auth -n default", "restart Podpass's pod"],
    ["overloaded", undefined, undefined, "keep their access token"],
    ["host_refused", "kubernetesHost", undefined, "ALLOWED_KUBERNETES_HOSTS"],
    ["host_not_found", "kubernetesHost", "kubectl cluster-info", "https://10.0.0.1:6443"],
    ["unreachable", "kubernetesHost", "kubectl cluster-info", "https://10.0.0.1:6443"],
    ["timed_out", "kubernetesHost", "kubectl get --raw /readyz", "firewall"],
    ["tls_untrusted", "caCertificate", READ_CA, "CA certificate"],
    ["tls_wrong_name", "kubernetesHost", "kubectl cluster-info", "its certificate holds"],
    ["tls_expired", undefined, "kubeadm certs renew apiserver", "Renew"],
    ["tls_failed", "kubernetesHost", "kubectl cluster-info", "TLS 1.2"],
    ["redirected", "kubernetesHost", "kubectl cluster-info", "not a proxy"],
    ["unexpected_status", "kubernetesHost", "kubectl get --raw /readyz", "base address"],
    ["answer_malformed", "kubernetesHost", "kubectl cluster-info", "no Kubernetes API server"],
    [
      "reviewer_unauthorized",
      "tokenReviewerJwt",
      "kubectl create token podpass-auth -n default --duration=8760h",
      "enter a new one",
    ],
    ["reviewer_forbidden", undefined, BIND("default", "podpass-auth"), "create TokenReviews"],
    ["client_unauthorized", "tokenReviewerJwt", undefined, "custom audience"],
    ["client_forbidden", "tokenReviewerJwt", BIND("payments", "worker"), "reviews itself"],
    ["not_authenticated", undefined, "kubectl create token worker -n payments --audience=podpass", "not expired"],
    ["no_service_account", undefined, undefined, "of a service account"],
    [
      "wrong_audience",
      "allowedAudience",
      "kubectl create token worker -n payments --audience=podpass",
      "Allowed Audience",
    ],
    ["nobody_allowed", "allowedNamespaces", undefined, "Name the allowed"],
    ["namespace_not_allowed", "allowedNamespaces", undefined, "Add payments to Allowed Namespaces"],
    ["name_not_allowed", "allowedNames", undefined, "Add worker to Allowed Service Account Names"],
    [
      "another_uid",
      "pinnedServiceAccountUid",
      "kubectl get serviceaccount worker -n payments -o=jsonpath='{.metadata.uid}'",
      "pin 7a1c9f5e-6f0b-4c53-9c7e-2f7a3b8d4e10",
    ],
    [
      "not_bound_to_pod",
      "isPodBindingRequired",
      "kubectl create token worker -n payments --audience=podpass --bound-object-kind=Pod --bound-object-name=<pod>",
      "mounted into the pod",
    ],
    [
      "too_old",
      "maxJwtAgeSeconds",
      "kubectl create token worker -n payments --audience=podpass",
      "Read the token file anew",
    ],
    ["ip_not_trusted", "accessTokenTrustedIps", undefined, "Add 192.0.2.1"],
  ];
  it.each(TABLE)("mends %s", (problem, field, command, says) => {
    const remedy = loginRemedy(problem, names);
    expect({ field: remedy.field, command: remedy.command }).toEqual({ field, command });
    expect(remedy.text).toContain(says);
  });

  it("asks for no audience where none is configured", () => {
    const withoutAudience = { ...names, allowedAudiences: [] };
    expect(loginRemedy("client_unauthorized", withoutAudience)).toEqual({
      text: expect.stringContaining("API server's own audience"),
      command: "kubectl create token worker -n payments",
    });
    expect(loginRemedy("not_authenticated", withoutAudience).command).toBe("kubectl create token worker -n payments");
  });

  it("asks nobody to trust an address that cannot be told", () => {
    expect(loginRemedy("ip_not_trusted", { ...names, ipAddress: "unknown" })).toEqual({
      text: expect.stringContaining("named no address in X-Forwarded-For"),
    });
  });

  it("leaves a place for a name that nobody knows", () => {
    const unknown = { ...names, reviewer: null, client: null };
    expect(loginRemedy("reviewer_unauthorized", unknown).command).toContain("<service-account> -n <namespace>");
    expect(loginRemedy("namespace_not_allowed", unknown).text).toContain("its namespace");
  });

  it("gives the shell an audience as one word, whatever is in it", () => {
    const audiences = fc.string({ unit: "grapheme" }).filter((text) => /^[^\s,\p{Cc}\p{Cs}]+$/u.test(text));
    const examples: [string][] = [["$(id)"], ["`id`"], ["a';id;'"], ['"'], ["\\"], ["*"], ["~"]];
    fc.assert(
      fc.property(audiences, (audience) => {
        const { command = "" } = loginRemedy("wrong_audience", { ...names, allowedAudiences: [audience] });
        const shown = spawnSync("sh", ["-c", command.replace("kubectl", "printf '%s\\n'")], { encoding: "utf8" });
        expect(shown.stdout.split("\n").at(-2)).toBe(`--audience=${audience}`);
      }),
      { examples, numRuns: 30 },
    );
  });
});
