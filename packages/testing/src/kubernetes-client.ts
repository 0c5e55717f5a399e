import { Agent, request } from "undici";
import { isRecord } from "./signing-key.ts";

export interface KubernetesAnswer {
  status: number;
  /** Empty when the answer is not a JSON object. */
  body: Record<string, unknown>;
  text: string;
}

export interface KubernetesRequest {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  /** Sent as JSON. */
  body?: object;
  /** Sent as it is, by server-side apply. */
  appliedYaml?: string;
  /** Default: the token the client was made with. An empty string sends no credential. */
  bearer?: string;
}

/** A client of one API server that trusts only the given CA, keeps its connections and never follows redirects. */
export class KubernetesClient implements AsyncDisposable {
  readonly #url: string;
  readonly #bearer: string;
  readonly #agent: Agent;

  constructor(server: { url: string; caCertificate: string; bearer?: string }) {
    this.#url = server.url;
    this.#bearer = server.bearer ?? "";
    this.#agent = new Agent({ connect: { ca: server.caCertificate }, headersTimeout: 30_000, bodyTimeout: 30_000 });
  }

  /** Sends one request, whatever the status of its answer. @throws Error when no whole answer arrives. */
  async send({
    method = "GET",
    path,
    body,
    appliedYaml,
    bearer = this.#bearer,
  }: KubernetesRequest): Promise<KubernetesAnswer> {
    const headers: Record<string, string> = {};
    if (bearer) headers.authorization = `Bearer ${bearer}`;
    if (body) headers["content-type"] = "application/json";
    if (appliedYaml) headers["content-type"] = "application/apply-patch+yaml";
    const response = await request(`${this.#url}${path}`, {
      method,
      headers,
      body: appliedYaml ?? (body ? JSON.stringify(body) : null),
      dispatcher: this.#agent,
    });
    const text = await response.body.text();
    return { status: response.statusCode, body: parseObject(text), text };
  }

  /** Asks the TokenReview API about `token`. */
  review(token: string, options: { audiences?: readonly string[]; bearer?: string } = {}): Promise<KubernetesAnswer> {
    const { audiences, ...rest } = options;
    const body = {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenReview",
      spec: { token, ...(audiences ? { audiences } : {}) },
    };
    return this.send({ method: "POST", path: "/apis/authentication.k8s.io/v1/tokenreviews", body, ...rest });
  }

  /** Cuts its connections, requests under way included. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
