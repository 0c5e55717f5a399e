/** How long a person stays signed in, in seconds: without a request, and at all. */
export interface SessionLimits {
  idleSeconds: number;
  maxSeconds: number;
}

interface SessionTimes {
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/**
 * When a session is over unless it is used: the earliest of its idle and its absolute end (OWASP Session Management Cheat
 * Sheet). The limits are those of now, so that lowering them ends sessions that were opened under higher ones.
 */
export function sessionEnd({ createdAt, lastSeenAt, expiresAt }: SessionTimes, limits: SessionLimits): Date {
  const idleEnd = lastSeenAt.getTime() + limits.idleSeconds * 1000;
  const absoluteEnd = createdAt.getTime() + limits.maxSeconds * 1000;
  return new Date(Math.min(idleEnd, absoluteEnd, expiresAt.getTime()));
}
