import { z } from "zod";
import { parseStrictJson } from "./strict-json.ts";
import type { ReviewRequest, TokenReviewOutcome } from "./token-review.gateway.ts";

const MAX_NAME_LENGTH = 1024;

/** What is stored, logged or shown later: a NUL or half a surrogate pair is no text to PostgreSQL. */
const Name = z
  .string()
  .max(MAX_NAME_LENGTH)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text));

/** The pod and the node a JWT is bound to. Made once: a schema costs more than what it checks. */
const Bound = z.array(Name.nullable());

/**
 * An answer is believed only when it says itself that it is a TokenReview and says so with the right types:
 * a `Status`, a list, HTML or `"authenticated": "true"` is no review.
 * https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/
 */
const TokenReviewAnswer = z.object({
  kind: z.literal("TokenReview"),
  apiVersion: z.literal("authentication.k8s.io/v1"),
  spec: z.object({ token: z.string().optional() }).optional(),
  status: z.object({
    authenticated: z.boolean().optional(),
    error: z.string().optional(),
    audiences: z.array(Name).nullish(),
    user: z
      .object({
        username: Name.optional(),
        uid: Name.optional(),
        groups: z.array(Name).nullish(),
        extra: z.record(z.string(), z.array(z.string())).nullish(),
      })
      .optional(),
  }),
});

const MAX_REASON_LENGTH = 300;

/**
 * Reads the body of a 200 or 201 to a review of what was sent, and believes no review of another token. What it says of a
 * refused token is kept short and without anything JWT-like.
 */
export function readTokenReviewAnswer(
  body: string,
  { serviceAccountJwt, claimedSubject }: Pick<ReviewRequest, "serviceAccountJwt" | "claimedSubject">,
): TokenReviewOutcome {
  const json = parseStrictJson(body);
  if (!json.ok) return malformed(`the answer ${json.problem}`);
  const parsed = TokenReviewAnswer.safeParse(json.value);
  if (!parsed.success) return malformed("the answer is not a TokenReview");
  const echoedJwt = parsed.data.spec?.token;
  if (echoedJwt !== undefined && echoedJwt !== serviceAccountJwt) return malformed("the answer is about another token");
  const { authenticated, error, audiences, user } = parsed.data.status;
  if (authenticated !== true) return { kind: "not_authenticated", reason: withoutJwts(error ?? "not authenticated") };
  if (error !== undefined) return malformed("the answer says both authenticated and error");
  if (!user?.username) return malformed("the answer names no user");
  if (isAnotherAccount(user.username, claimedSubject)) return malformed("the answer is about another service account");
  const extra = new Map(Object.entries(user.extra ?? {}));
  const extraOf = (key: string) => extra.get(`authentication.kubernetes.io/${key}`)?.[0] ?? null;
  const bound = { podName: extraOf("pod-name"), podUid: extraOf("pod-uid"), nodeName: extraOf("node-name") };
  if (!Bound.safeParse(Object.values(bound)).success) {
    return malformed("the answer names a pod or node that cannot be");
  }
  return {
    kind: "authenticated",
    username: user.username,
    uid: user.uid ?? "",
    groups: user.groups ?? [],
    audiences: audiences ?? [],
    ...bound,
  };
}

/**
 * A service account's JWT says in `sub` whose it is, in the words of the user name. Other users' names are made
 * otherwise (an OIDC prefix, say), and let nobody in.
 */
function isAnotherAccount(username: string, subject: unknown): boolean {
  return username.startsWith("system:serviceaccount:") && subject !== undefined && subject !== username;
}

/**
 * Text from outside that is fit for a log: no JWT, and one short line. Each character is looked at a fixed number of
 * times: one pattern for a whole JWT would take seconds over a long answer made for it.
 */
export function withoutJwts(text: string): string {
  return shortLine(text.replace(/[A-Za-z0-9_.-]+/g, (word) => (looksLikeJwt(word) ? "[REDACTED]" : word)));
}

/** Text from outside as one short line, without control characters. */
export function shortLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .slice(0, MAX_REASON_LENGTH)
    .toWellFormed();
}

/** `eyJ` is how a JSON object begins in base64url. */
function looksLikeJwt(word: string): boolean {
  return /eyJ[A-Za-z0-9_.-]/.test(word) || (word.includes(".") && isCompactJws(word));
}

function isCompactJws(word: string): boolean {
  const segments = word.split(".");
  return segments.some((segment, index) => {
    const [next = "", last = ""] = segments.slice(index + 1, index + 3);
    return segment.length >= 8 && next.length >= 8 && last.length > 0;
  });
}

function malformed(reason: string): TokenReviewOutcome {
  return { kind: "no_answer", fault: "answer_malformed", reason };
}
