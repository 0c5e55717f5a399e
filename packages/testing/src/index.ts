export { AuthenticatorApp } from "./authenticator-app.ts";
export * from "./fake-kubernetes-api/index.ts";
export { findFreePort } from "./find-free-port.ts";
export * from "./kube-api-server/index.ts";
export { type KubernetesAnswer, KubernetesClient, type KubernetesRequest } from "./kubernetes-client.ts";
export { PodpassServer, type PodpassServerOptions } from "./podpass-server/podpass-server.ts";
export * from "./postgres-server/index.ts";
export type { ServiceAccount, ServiceAccountName } from "./service-account.ts";
export { TestClock } from "./test-clock.ts";
