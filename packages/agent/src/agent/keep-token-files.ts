import { setTimeout as delay } from "node:timers/promises";
import type { PodpassClient } from "@podpass/sdk";
import { sentenceOf } from "../exit-codes.ts";
import { type FileTarget, replaceFile } from "../files/write-file.ts";
import type { Io } from "../io.ts";
import { untilStopped } from "./until-stopped.ts";

/** A timer's limit is 24.8 days; tokens may live longer. */
const MAX_WAIT_MS = 86_400_000;
const MIN_WAIT_MS = 1_000;

/** Writes the access token into the files once. @returns when to do it again, in milliseconds since the epoch */
export async function writeTokenFiles(client: PodpassClient, files: FileTarget[], io: Io): Promise<number> {
  const { accessToken, renewAtMs } = await client.accessToken();
  for (const file of files) if (await replaceFile(file, accessToken)) io.log(`${file.path}: written`);
  return renewAtMs;
}

/** Keeps a valid token in the files until the signal. */
export async function keepTokenFiles(
  client: PodpassClient,
  files: FileTarget[],
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  await untilStopped(
    signal,
    (error) => io.log(`the last token stays: ${sentenceOf(error)}`),
    async () => {
      while (!signal.aborted) {
        const renewAtMs = await writeTokenFiles(client, files, io);
        const waitMs = Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, renewAtMs - Date.now()));
        await delay(waitMs, undefined, { signal });
      }
    },
  );
}
