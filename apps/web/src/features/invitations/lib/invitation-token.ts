const KEY = "podpass.invitation";

/** Keeps the token of an invitation for this tab, over a sign-in on the way. */
export function keepInvitationToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}

export function keptInvitationToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function forgetInvitationToken(): void {
  sessionStorage.removeItem(KEY);
}
