import { UNIVERSAL_LOGIN_CHECKS, type UniversalLoginCheckName } from "@podpass/contracts";
import type { LoginEvidence } from "../login-activity/login-attempt.ts";

/** What a login with a client id that exists was judged by. `secretHash` is that of a secret of the identity's. */
export function universalLoginEvidence(
  trustedIps: readonly string[],
  secretHash: string | null,
  failed: { name: UniversalLoginCheckName; got: string } | null,
): LoginEvidence {
  const expected = {
    lockout: "a client ID that is not locked",
    client_secret: "a client secret of this identity",
    trusted_ip: trustedIps.join(", "),
    client_secret_live: "a client secret that is neither revoked, expired nor used up",
  } as const satisfies Record<UniversalLoginCheckName, string>;
  const failedAt = failed ? UNIVERSAL_LOGIN_CHECKS.indexOf(failed.name) : UNIVERSAL_LOGIN_CHECKS.length;
  return {
    checks: UNIVERSAL_LOGIN_CHECKS.map((name, index) => {
      if (index < failedAt) return { name, verdict: "passed" };
      if (index > failedAt) return { name, verdict: "not_reached" };
      return { name, verdict: "failed", expected: expected[name], got: failed?.got ?? "" };
    }),
    podName: null,
    nodeName: null,
    credentialFingerprint: secretHash?.slice(0, 12) ?? null,
  };
}
