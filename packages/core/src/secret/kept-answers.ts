import { createSecretKey, hash, randomBytes, randomUUID } from "node:crypto";
import { open, seal } from "../encryption/envelope.ts";
import { type Changes, createChangeCache } from "../shared/change-cache.ts";

/**
 * Answers with a project's secrets, as they were written for a client, kept until anything in the project changes.
 * Sealed under a key that this process made for itself: what lies in memory between two requests shows no secret.
 */
export interface KeptAnswers {
  /**
   * The answer to a question about a project: the kept one, else what `answer` finds now. The question must name all
   * that the answer hangs on, but for what `answer` itself reads of the project.
   */
  read(projectId: string, question: readonly unknown[], answer: () => Promise<Buffer>): Promise<Buffer>;
}

interface KeptAnswer {
  projectId: string;
  sealed: Uint8Array<ArrayBuffer>;
}

const MAX_ANSWERS = 20_000;
const MAX_BYTES = 64 * 1024 * 1024;
/** What an answer takes beside its bytes: key, tag and places in the cache. */
const BYTES_AROUND = 500;

export function createKeptAnswers(changes: Changes): KeptAnswers {
  const keyId = randomUUID();
  const key = createSecretKey(randomBytes(32));
  const kept = createChangeCache<KeptAnswer>(changes, {
    max: MAX_ANSWERS,
    size: { maxBytes: MAX_BYTES, bytesOf: ({ sealed }) => sealed.length + BYTES_AROUND },
    tagsOf: ({ projectId }) => [`project ${projectId}`],
  });
  return {
    async read(projectId, question, answer) {
      const name = hash("sha256", JSON.stringify([projectId, ...question]), "base64url");
      let made: Buffer | undefined;
      const found = await kept.read(name, async () => {
        made = await answer();
        return { projectId, sealed: seal(key, keyId, made, name) };
      });
      if (made) return made;
      if (!found) throw new Error("What is kept is an answer");
      return open(key, found.sealed, name);
    },
  };
}
