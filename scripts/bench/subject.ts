import type { LoadRequest } from "../lab/load/load-plan.ts";
import type { Operation } from "./options.ts";

/** A server that is measured: Podpass, or the floor beside it. */
export interface Subject extends AsyncDisposable {
  readonly name: "podpass" | "floor";
  readonly url: string;
  readonly pid: number;
  loginRequest(serviceAccountJwt: string): LoadRequest;
  /** What a client sends that holds this access token. */
  requestWith(operation: Exclude<Operation, "login">, accessToken: string): LoadRequest;
}

export function jsonRequest(path: string, body: unknown): LoadRequest {
  return { method: "POST", path, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
