import { z } from "zod";

/** Thrown when signing in or out was refused; carries what `describeError` reads. */
class AuthError extends Error {
  readonly data: Refusal["data"];

  constructor({ message, data }: Refusal) {
    super(message);
    this.data = data;
  }
}

/** The server's error envelope, in the shape of the dashboard's other API. */
const ErrorAnswer = z
  .object({
    message: z.string(),
    statusCode: z.number(),
    reqId: z.string().optional(),
    details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .transform(({ message, statusCode, reqId, details }) => ({
    message,
    data: { code: "auth.refused", httpStatus: statusCode, requestId: reqId, issues: details },
  }));

interface Refusal {
  message: string;
  data: z.output<typeof ErrorAnswer>["data"] & { retryAfterSeconds?: number };
}

/** False while the second factor is still asked for. */
const SignInAnswer = z.object({ isSignedIn: z.boolean() });
type SignInAnswer = z.output<typeof SignInAnswer>;

/** Starts a session, kept in a cookie this program cannot read. Throws an AuthError when it is refused. */
export async function signIn({ email, password }: { email: string; password: string }): Promise<SignInAnswer> {
  return post("sign-in/email", SignInAnswer, { email, password });
}

/** The second step, where the first one asked for it. Throws an AuthError when it is refused. */
export async function proveSecondFactor({ code }: { code: string }): Promise<void> {
  await post("sign-in/second-factor", SignInAnswer, { code });
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  try {
    await post("sign-out", z.unknown());
  } catch (error) {
    // Whoever is signed out already has what they wanted.
    if (!(error instanceof AuthError && error.data.httpStatus === 401)) throw error;
  }
}

/** Loads the sign-in page anew, so that nothing that was loaded in the session stays in memory, or is on its way there. */
export function leave(): void {
  window.location.assign("/sign-in");
}

/** Podpass says it in seconds. */
function retryIn({ headers }: Response): { retryAfterSeconds?: number } {
  const seconds = Number(headers.get("retry-after"));
  return seconds > 0 ? { retryAfterSeconds: seconds } : {};
}

/** Sign-in has routes of its own, beside the dashboard's API, because they alone set cookies. */
async function post<Answer>(path: string, schema: z.ZodType<Answer>, body?: object): Promise<Answer> {
  const response = await fetch(`/api/auth/${path}`, {
    method: "POST",
    ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
  });
  const answer: unknown = await response.json();
  if (!response.ok) {
    const { message, data } = ErrorAnswer.parse(answer);
    throw new AuthError({ message, data: { ...data, ...retryIn(response) } });
  }
  return schema.parse(answer);
}
