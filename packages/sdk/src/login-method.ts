import { readFile } from "node:fs/promises";
import { UnauthenticatedError } from "./errors.ts";

/** Where Kubernetes mounts a pod's service-account token. */
export const DEFAULT_TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/** How a program proves who it is. */
export type LoginMethod =
  | { method: "kubernetes"; identityId: string /** Default: `DEFAULT_TOKEN_PATH`. */; tokenPath?: string }
  | { method: "universal"; clientId: string; clientSecret: string }
  /** An access token that was obtained elsewhere; it is not replaced when it expires. */
  | { method: "token"; accessToken: string };

export interface LoginRequest {
  path: string;
  body: Record<string, unknown>;
}

/**
 * What to send to log in. A pod's token is read each time: Kubernetes replaces the mounted file before it expires.
 * @throws UnauthenticatedError when the file cannot be read, or there is no way to log in.
 */
export async function loginRequest(login: LoginMethod): Promise<LoginRequest> {
  if (login.method === "token") {
    throw new UnauthenticatedError("The access token is no longer good, and there is no way to log in again", {
      status: 401,
    });
  }
  if (login.method === "universal") {
    const { clientId, clientSecret } = login;
    return { path: "/api/v1/auth/universal-auth/login", body: { clientId, clientSecret } };
  }
  const jwt = await readToken(login.tokenPath ?? DEFAULT_TOKEN_PATH);
  return { path: "/api/v1/auth/kubernetes-auth/login", body: { identityId: login.identityId, jwt } };
}

async function readToken(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (cause) {
    throw new UnauthenticatedError(`The service-account token cannot be read from ${path}`, { status: 0, cause });
  }
}
