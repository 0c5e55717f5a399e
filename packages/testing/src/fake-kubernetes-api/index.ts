export type { FakeBehaviour } from "./behaviour.ts";
export { API_SERVER_AUDIENCE, type IssueTokenInput } from "./fake-cluster.ts";
export { FakeKubernetesApi, type FakeKubernetesApiOptions } from "./fake-kubernetes-api.ts";
export { FakeKubernetesProcess } from "./fake-kubernetes-process.ts";
export type { RecordedRequest } from "./normal-answer.ts";
export type { Commands, RemoteBehaviour } from "./process-protocol.ts";
export type { TokenReview } from "./token-review.ts";
