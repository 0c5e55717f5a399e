import { AppError } from "@podpass/core";

/** What Infisical's clients may ask for and Podpass does not have, with what to do instead. */
const UNSUPPORTED: readonly { address: RegExp; message: string }[] = [
  {
    address: /^\/api\/v\d\/service-token/,
    message: "Service tokens are not supported. Give the client an identity: it logs in and is given an access token",
  },
  { address: /^\/api\/v\d\/service-accounts/, message: "Service accounts are not supported. Use an identity" },
  { address: /^\/api\/v\d\/dynamic-secrets/, message: "Dynamic secrets are not supported" },
  { address: /^\/api\/v\d\/kms\//, message: "KMS keys are not supported" },
  { address: /^\/api\/v\d\/ssh\//, message: "SSH certificates are not supported" },
  { address: /^\/api\/v\d\/(?:pki|cert-manager)\//, message: "Certificates are not supported" },
  { address: /^\/api\/v\d\/(?:gateways|relays)/, message: "Gateways and relays are not supported" },
  {
    address: /^\/api\/v\d\/auth\/(?:aws|gcp|azure|oidc|jwt|ldap|oci|alicloud|tls-cert|spiffe)-auth\//,
    message: "This login method is not supported. Use Kubernetes Auth, Universal Auth or Token Auth",
  },
  {
    address: /^\/api\/v\d\/(?:workspace|projects)\/[^/]+\/memberships\/?(?:\?|$)/,
    message: "The people of a project are listed, changed and removed in the dashboard. POST adds some",
  },
];

/** The error of an address that is no route; for one that clients know it says what to do instead. */
export function noSuchRoute(url: string): AppError {
  const message = unsupportedMessage(url);
  return new AppError("request.not_found", message === undefined ? {} : { message });
}

/** The sentence for a route that clients know and Podpass does not have; undefined for one that nobody knows. */
export function unsupportedMessage(url: string): string | undefined {
  return UNSUPPORTED.find(({ address }) => address.test(url))?.message;
}
