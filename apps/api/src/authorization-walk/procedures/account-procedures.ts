import { ANYBODY, KNOWN } from "../needs.ts";
import { WALKER_PASSWORD } from "../walker.ts";
import type { Procedures } from "./procedure.ts";

/** Setting up, signing in, and one's own account. */
export const ACCOUNT_PROCEDURES: Procedures = {
  "setup.status": { needs: ANYBODY },
  "setup.createFirstAdmin": { needs: ANYBODY },
  "passwordReset.request": { needs: ANYBODY },
  "passwordReset.reset": { needs: ANYBODY },
  "session.signInOptions": { needs: ANYBODY },
  "session.current": { needs: KNOWN },

  "account.get": { needs: KNOWN },
  "account.update": { needs: KNOWN, input: () => ({ name: "Renamed" }) },
  "account.changePassword": {
    needs: KNOWN,
    input: () => ({ currentPassword: WALKER_PASSWORD, newPassword: "another long password" }),
  },
  "account.beginSecondFactor": { needs: KNOWN, input: () => ({ currentPassword: WALKER_PASSWORD }) },
  "account.confirmSecondFactor": { needs: ANYBODY },
  "account.renewRecoveryCodes": { needs: ANYBODY },
  "account.disableSecondFactor": { needs: ANYBODY },
  "account.listSessions": { needs: KNOWN, input: () => ({}) },
  "account.revokeSession": { needs: KNOWN, input: () => ({ sessionId: "one that is over" }) },
  "account.signOutEverywhere": { needs: KNOWN },
};
