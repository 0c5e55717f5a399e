import type { ProjectEvent } from "@podpass/contracts";

/** Go's bufio.Scanner, by which clients read, gives up on a line of 64 KiB. */
const MAX_LINE_BYTES = 32 * 1024;

export const PING_FRAME = frame("ping");

/**
 * Events as the frames of a `text/event-stream` (HTML Living Standard, section 9.2), those of one kind that follow each
 * other in one. `at` becomes their id.
 */
export function eventFrames(events: readonly ProjectEvent[], at: Date): string[] {
  return runsOf(events).map(({ kind, items }) => {
    const data = `{"projectType":"secret-manager","type":"secret-manager","data":{"eventType":"${kind}","payload":[${items.join()}]}}`;
    return `id: ${at.getTime()}\n${frame(kind, data)}`;
  });
}

/** The last frame of a subscription that ends: what it ends for. */
export function errorFrame(message: string): string {
  return frame("error", JSON.stringify({ message }));
}

function frame(event: string, data?: string): string {
  return `event: ${event}\n${data === undefined ? "" : `data: ${data}\n`}\n`;
}

interface Run {
  kind: ProjectEvent["kind"];
  items: string[];
  bytes: number;
}

function runsOf(events: readonly ProjectEvent[]): Run[] {
  const runs: Run[] = [];
  for (const { kind, environment, secretPath, secretKey } of events) {
    const item = JSON.stringify({ environment, secretPath, secretKey: secretKey ?? "" });
    const bytes = Buffer.byteLength(item) + 1;
    const last = runs.at(-1);
    if (last?.kind === kind && last.bytes + bytes <= MAX_LINE_BYTES) {
      last.items.push(item);
      last.bytes += bytes;
    } else runs.push({ kind, items: [item], bytes });
  }
  return runs;
}
