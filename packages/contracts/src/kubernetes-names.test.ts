import { describe, expect, it } from "vitest";
import { parseServiceAccountUsername } from "./kubernetes-names.ts";

const LONGEST_LABEL = "n".repeat(63);
const LONGEST_SUBDOMAIN = `${"n".repeat(126)}.${"n".repeat(126)}`;

describe("the name that a cluster gives a service account", () => {
  it.each([
    ["payments", "worker-1"],
    ["0", "0"],
    ["a--b", "api.v1"],
    [LONGEST_LABEL, LONGEST_SUBDOMAIN],
  ])("is read: %s, %s", (namespace, name) => {
    expect(parseServiceAccountUsername(`system:serviceaccount:${namespace}:${name}`)).toEqual({ namespace, name });
  });

  it.each([
    "",
    "jane",
    "system:serviceaccount",
    "system:serviceaccount:payments",
    "system:serviceaccount:payments:",
    "system:serviceaccount::worker",
    "system:serviceaccount:payments:worker:x",
    "system:serviceaccounts:payments:worker",
    "System:serviceaccount:payments:worker",
    " system:serviceaccount:payments:worker",
    "system:serviceaccount: payments:worker",
    "system:serviceaccount:payments:worker ",
    "system:serviceaccount:payments:worker\n",
    "system:serviceaccount:pay.ments:worker",
    "system:serviceaccount:-payments:worker",
    `system:serviceaccount:${LONGEST_LABEL}n:worker`,
    "system:serviceaccount:payments:Worker",
    "system:serviceaccount:payments:worker-*",
    "system:serviceaccount:payments:a..b",
    "system:serviceaccount:payments:a-.b",
    "system:serviceaccount:payments:a.-b",
    "system:serviceaccount:payments:.a",
    "system:serviceaccount:payments:a.",
    `system:serviceaccount:payments:${LONGEST_SUBDOMAIN}n`,
  ])("is nobody's when Kubernetes would not have given it: %j", (username) => {
    expect(parseServiceAccountUsername(username)).toBeNull();
  });
});
