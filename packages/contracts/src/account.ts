import { z } from "zod";
import { Name } from "./fields/name.ts";
import { PageInput, pageOf } from "./fields/page.ts";
import { Email, Password } from "./setup.ts";

/** What is typed to prove who one is: any text, because a rule here would tell what passwords look like. */
const TypedPassword = z.string().min(1, "Must not be empty").max(256, "Must be at most 256 characters");

export const SignInInput = z.object({ email: Email, password: TypedPassword });
export type SignInInput = z.output<typeof SignInInput>;

/** How somebody proved who they are. */
export const SignInMethod = z.enum(["password", "oidc"]);
export type SignInMethod = z.output<typeof SignInMethod>;

/** The signed-in person, as they see themselves. */
export const AccountOutput = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  createdAt: z.date(),
  /** False for those who only sign in elsewhere. */
  hasPassword: z.boolean(),
  secondFactor: z.object({ isEnabled: z.boolean(), recoveryCodesLeft: z.int() }),
  /** After this long without a request a session is over. */
  sessionIdleSeconds: z.int(),
  /** After this long it is over whatever is done with it. */
  sessionMaxSeconds: z.int(),
});
export type AccountOutput = z.output<typeof AccountOutput>;

export const UpdateAccountInput = z.object({ name: Name });
export type UpdateAccountInput = z.output<typeof UpdateAccountInput>;

export const ChangePasswordInput = z.object({
  currentPassword: TypedPassword,
  newPassword: Password,
  /** Whether everybody else who is signed in to the account is signed out. */
  areOtherSessionsEnded: z.boolean().default(true),
});
export type ChangePasswordInput = z.output<typeof ChangePasswordInput>;

export const ListSessionsInput = PageInput;
export type ListSessionsInput = z.output<typeof ListSessionsInput>;

const SessionOutput = z.object({
  id: z.string(),
  /** Whether it is the one that asks. */
  isCurrent: z.boolean(),
  method: SignInMethod,
  ipAddress: z.string(),
  userAgent: z.string(),
  createdAt: z.date(),
  /** As precise as a minute. */
  lastSeenAt: z.date(),
  /** When it is over at the latest. */
  expiresAt: z.date(),
});
export const SessionPage = pageOf(SessionOutput);
export type SessionPage = z.output<typeof SessionPage>;

export const RevokeSessionInput = z.object({ sessionId: z.string().min(1).max(64) });
export type RevokeSessionInput = z.output<typeof RevokeSessionInput>;

export const EndedSessions = z.object({ endedCount: z.int() });
export type EndedSessions = z.output<typeof EndedSessions>;

/** Proves that it is the owner who changes how the account is entered. Not looked at for an account without password. */
export const OwnProof = z.object({ currentPassword: z.string().max(256) });
export type OwnProof = z.output<typeof OwnProof>;

/** For an authenticator app: as text, and as the URI of a QR code. Shown once. */
export const BegunSecondFactor = z.object({ secret: z.string(), uri: z.string() });
export type BegunSecondFactor = z.output<typeof BegunSecondFactor>;

const Code = z
  .string()
  .transform((text) => text.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "Must be the six digits your app shows"));

export const ConfirmSecondFactorInput = z.object({ code: Code });
export type ConfirmSecondFactorInput = z.output<typeof ConfirmSecondFactorInput>;

export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.output<typeof RecoveryCodes>;

/** Six digits of the authenticator app, or a recovery code. */
export const ProveSecondFactorInput = z.object({
  code: z
    .string()
    .transform((text) => text.replace(/\s/g, ""))
    .pipe(z.string().min(1, "Must not be empty").max(64, "Must be at most 64 characters")),
});
export type ProveSecondFactorInput = z.output<typeof ProveSecondFactorInput>;

/** Who forgot their password. */
export const RequestPasswordResetInput = z.object({ email: Email });
export type RequestPasswordResetInput = z.output<typeof RequestPasswordResetInput>;

/** What the link of a reset holds, and the new password. */
export const ResetPasswordInput = z.object({ token: z.string().min(1).max(64), newPassword: Password });
export type ResetPasswordInput = z.output<typeof ResetPasswordInput>;

/** What the sign-in page offers beside e-mail and password. */
export const SignInOptions = z.object({
  /** What the sign-in service is called; null: none is configured. */
  oidcLabel: z.string().nullable(),
  /** Whether a link for a new password is mailed to those who forgot theirs. */
  canResetByMail: z.boolean(),
});
