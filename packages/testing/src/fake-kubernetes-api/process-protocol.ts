import type { ServiceAccount, ServiceAccountName } from "../service-account.ts";
import type { FakeBehaviour } from "./behaviour.ts";
import type { IssueTokenInput } from "./fake-cluster.ts";

/** The first line on standard output, and the first message to a parent. */
export interface ReadyMessage {
  url: string;
  caCertificate: string;
  /** An account that exists, may review tokens, and whose token is `reviewerJwt` (good for a year). */
  reviewer: ServiceAccountName;
  reviewerJwt: string;
}

/** A function cannot cross to another process. */
export type RemoteBehaviour = Exclude<FakeBehaviour, { kind: "review" }>;

/** What the process can be asked to do: the input and the result of each command. */
export interface Commands {
  createServiceAccount: { input: ServiceAccountName; result: ServiceAccount };
  deleteServiceAccount: { input: ServiceAccountName; result: undefined };
  grantAuthDelegator: { input: ServiceAccountName; result: undefined };
  revokeAuthDelegator: { input: ServiceAccountName; result: undefined };
  issueToken: { input: IssueTokenInput; result: string };
  answerNext: { input: RemoteBehaviour; result: undefined };
  answerAlways: { input: RemoteBehaviour; result: undefined };
  behaveNormally: { input: undefined; result: undefined };
  countRequests: { input: undefined; result: number };
}

export type Command = { [Name in keyof Commands]: { name: Name; input: Commands[Name]["input"] } }[keyof Commands];

export type Reply = { id: number; ok: true; result: unknown } | { id: number; ok: false; message: string };
