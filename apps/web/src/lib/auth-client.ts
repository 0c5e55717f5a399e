/** Loaded when somebody signs in or out, and not with every page. */
async function loadAuthClient() {
  const { createAuthClient } = await import("better-auth/client");
  return createAuthClient({ basePath: "/api/auth" });
}

/** Thrown when signing in or out was refused; carries what `describeError` reads. */
class SignInError extends Error {
  readonly data: { code: string; httpStatus: number };

  constructor(httpStatus: number) {
    super(SIGN_IN_MESSAGES[httpStatus] ?? "Signing in failed. Try again.");
    this.data = { code: "auth.sign_in_failed", httpStatus };
  }
}

const SIGN_IN_MESSAGES: Record<number, string> = {
  400: "E-mail or password is wrong.",
  401: "E-mail or password is wrong.",
  403: "This account may not sign in here.",
  429: "Too many attempts. Wait a minute and try again.",
};

/** Starts a session, kept in a cookie this program cannot read. Throws a SignInError when it is refused. */
export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  const authClient = await loadAuthClient();
  const { error } = await authClient.signIn.email(credentials);
  if (error) throw new SignInError(error.status);
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  const authClient = await loadAuthClient();
  const { error } = await authClient.signOut();
  if (error && error.status !== 401) throw new SignInError(error.status);
}
