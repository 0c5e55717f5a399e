/**
 * Runs a FakeKubernetesApi in a process of its own. It prints one line of JSON (ReadyMessage); a parent that opened an
 * IPC channel gets the same as a message and may then send commands. It ends with its parent, or by SIGINT or SIGTERM.
 */
import { FakeKubernetesApi } from "./fake-kubernetes-api.ts";
import type { Command, ReadyMessage, Reply } from "./process-protocol.ts";

const REVIEWER = { namespace: "default", name: "podpass-reviewer" };
const REVIEWER_JWT_SECONDS = 365 * 24 * 3600;

const api = await FakeKubernetesApi.start();
api.createServiceAccount(REVIEWER);
api.grantAuthDelegator(REVIEWER);
const ready: ReadyMessage = {
  url: api.url,
  caCertificate: api.caCertificate,
  reviewer: REVIEWER,
  reviewerJwt: api.issueToken({ ...REVIEWER, expiresInSeconds: REVIEWER_JWT_SECONDS }),
};

function execute(command: Command): unknown {
  switch (command.name) {
    case "createServiceAccount":
      return api.createServiceAccount(command.input);
    case "deleteServiceAccount":
      return api.deleteServiceAccount(command.input);
    case "grantAuthDelegator":
      return api.grantAuthDelegator(command.input);
    case "revokeAuthDelegator":
      return api.revokeAuthDelegator(command.input);
    case "issueToken":
      return api.issueToken(command.input);
    case "answerNext":
      return api.answerNext(command.input);
    case "answerAlways":
      return api.answerAlways(command.input);
    case "behaveNormally":
      return api.behaveNormally();
    case "countRequests":
      return api.requestCount;
    default:
      return command satisfies never;
  }
}

function reply({ id, command }: { id: number; command: Command }): Reply {
  try {
    return { id, ok: true, result: execute(command) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

process.on("message", (message: { id: number; command: Command }) => process.send?.(reply(message)));
process.once("disconnect", () => void api.close());
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void api.close().then(() => process.exit()));

process.stdout.write(`${JSON.stringify(ready)}\n`);
process.send?.(ready);
