import type { Needs } from "./needs.ts";
import type { Things } from "./things.ts";

/** Where and with what a call is made. */
export interface Request {
  method: string;
  url: string;
  query?: Record<string, string>;
  body?: unknown;
}

/** Something that can be asked of the server, with what it needs. */
export interface Call {
  /** As the router or the route table knows it. */
  name: string;
  needs: Needs;
  /** Whether the caller must also hold what the changed thing holds or is given: nobody passes on more than they hold. */
  isBounded: boolean;
  /** The call about these things; input that is right, so that whoever may ask gets what they ask for. */
  requestFor(things: Things): Request;
}

/** Whether the call names things at all, rather than speaking of the caller's own organization. */
export function namesThings(call: Call, some: Things, others: Things): boolean {
  const { wanted } = some;
  return JSON.stringify(call.requestFor(some)) !== JSON.stringify(call.requestFor({ ...others, wanted }));
}
