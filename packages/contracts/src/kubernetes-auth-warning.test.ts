import { describe, expect, it } from "vitest";
import { kubernetesAuthWarnings } from "./kubernetes-auth-warning.ts";

const CONFIG = { kubernetesHost: "10.0.0.1", caCertificate: "", allowedAudience: "" };
const NOWHERE = { ...CONFIG, kubernetesHost: "" };
const CA = "-----BEGIN CERTIFICATE-----";

describe("kubernetesAuthWarnings", () => {
  it.each([
    [{ ...CONFIG, reviewerMode: "client", allowedAudience: "podpass" }, ["audience_with_client_reviewer"]],
    [{ ...CONFIG, reviewerMode: "client", allowedAudience: " " }, []],
    [{ ...CONFIG, reviewerMode: "client" }, []],
    [{ ...CONFIG, reviewerMode: "stored", allowedAudience: "podpass" }, []],
    [{ ...NOWHERE, reviewerMode: "own", allowedAudience: "podpass" }, []],
    [{ ...CONFIG, reviewerMode: "own" }, ["cluster_fields_unused"]],
    [{ ...NOWHERE, reviewerMode: "own", caCertificate: CA }, ["cluster_fields_unused"]],
  ] as const)("of %j: %j", (config, codes) => {
    expect(kubernetesAuthWarnings(config).map((warning) => warning.code)).toEqual(codes);
  });
});
