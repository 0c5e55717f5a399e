export interface LoadRequest {
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  /** Empty for none. */
  body: string;
}

/** What the load process is told to send. */
export interface LoadPlan {
  /** Client i talks to server i modulo their number, over one connection that stays open. */
  urls: readonly string[];
  /** For each client what it sends, one request after the answer to the last. */
  clients: readonly (readonly LoadRequest[])[];
  /** `around` begins again at the end of its list; `once` ends there. */
  order: "around" | "once";
  /** How long a client waits after each answer; 0 for not at all. */
  pauseMs: number;
  /** When clients stop, whatever is left. */
  seconds: number;
}

export interface LoadResult {
  /** From the first request to the last answer. */
  seconds: number;
  /** Of the answers with status 200. */
  latenciesMs: number[];
  /** Requests that were answered otherwise or not at all. */
  errors: number;
  firstError: string | null;
}
