export { PodpassClient, type PodpassClientOptions } from "./client.ts";
export { type Clock, systemClock } from "./clock.ts";
export {
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  PodpassError,
  RateLimitedError,
  UnauthenticatedError,
  UnavailableError,
} from "./errors.ts";
export { createFetch, type Fetch, type FetchInit, type FetchOptions } from "./fetch.ts";
export { DEFAULT_TOKEN_PATH, type LoginMethod } from "./login-method.ts";
export type { AttachOptions } from "./process-env.ts";
export type { CreateSecret, ListSecretsOptions, Secret, SecretScope, UpdateSecret } from "./secrets/secret.ts";
export type { SecretListing, SecretsApi } from "./secrets/secrets-api.ts";
export type { WatchOptions } from "./secrets/watch-secrets.ts";
export type { CurrentToken } from "./session.ts";
