import type { Api } from "../api.ts";
import { AnswerReader } from "../read-answer.ts";
import {
  type CreateSecret,
  contentParameters,
  type ListSecretsOptions,
  readSecret,
  type Secret,
  type SecretScope,
  scopeParameters,
  type UpdateSecret,
} from "./secret.ts";

/** A list, and what asks whether it has changed since. */
export interface SecretListing {
  secrets: Secret[];
  /** For `listUnlessSame`, which costs a few bytes when nothing changed; null when the server gave none. */
  etag: string | null;
}

/** Reading and writing secrets. Every method throws a PodpassError of the kind that says what can be done about it. */
export class SecretsApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /**
   * The secrets of a folder, by path and name, with references resolved; then what it imports from other folders. Of
   * several with one name the server gives the one that counts: the folder's own, else the first import's.
   */
  async list(options: ListSecretsOptions): Promise<Secret[]> {
    return (await this.listUnlessSame(options, null))?.secrets ?? [];
  }

  /** The same with its ETag; null when nothing has changed since `etag`. */
  async listUnlessSame(options: ListSecretsOptions, etag: string | null): Promise<SecretListing | null> {
    const answer = await this.#api.send({
      method: "GET",
      path: "/api/v4/secrets",
      query: { ...scopeParameters(options), ...(options.isRecursive ? { recursive: "true" } : {}) },
      ...(etag === null ? {} : { headers: { "if-none-match": etag } }),
      isRepeatable: true,
      signal: options.signal,
    });
    if (answer.status === 304) return null;
    const body = new AnswerReader(answer.body);
    const own = body.objects("secrets").map(readSecret);
    const imported = body.objects("imports").flatMap((each) => each.objects("secrets").map(readSecret));
    return { secrets: [...own, ...imported], etag: answer.headers.get("etag") };
  }

  /** One secret, at its current or an earlier version. */
  async get(scope: SecretScope, key: string, { version }: { version?: number } = {}): Promise<Secret> {
    const query = { ...scopeParameters(scope), ...(version === undefined ? {} : { version: String(version) }) };
    return this.#send({ method: "GET", path: pathOf(key), query, isRepeatable: true });
  }

  /** @throws InvalidRequestError when a secret of this name exists. */
  async create(scope: SecretScope, key: string, secret: CreateSecret): Promise<Secret> {
    const body = { ...scopeParameters(scope), ...contentParameters(secret) };
    return this.#send({ method: "POST", path: pathOf(key), body, isRepeatable: false });
  }

  /** Changes what `change` names and leaves the rest. @throws NotFoundError when there is no such secret. */
  async update(scope: SecretScope, key: string, change: UpdateSecret): Promise<Secret> {
    const body = { ...scopeParameters(scope), ...contentParameters(change) };
    // A rename that is repeated would not find the old name.
    return this.#send({ method: "PATCH", path: pathOf(key), body, isRepeatable: change.newKey === undefined });
  }

  /** Deletes the secret with all its versions, and returns it as it was. @throws NotFoundError when there is none. */
  async delete(scope: SecretScope, key: string): Promise<Secret> {
    return this.#send({ method: "DELETE", path: pathOf(key), body: scopeParameters(scope), isRepeatable: false });
  }

  async #send(request: Parameters<Api["send"]>[0]): Promise<Secret> {
    const { body } = await this.#api.send(request);
    return readSecret(new AnswerReader(body).object("secret"));
  }
}

function pathOf(key: string): string {
  return `/api/v4/secrets/${encodeURIComponent(key)}`;
}
