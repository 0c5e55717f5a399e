// The load generator, a process of its own: what it costs is not counted as the server's. Its parent sends a plan and
// gets the result; it ends with its parent.
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "undici";
import type { LoadPlan, LoadRequest, LoadResult } from "./load-plan.ts";

async function run({ urls, clients, order, pauseMs, seconds }: LoadPlan): Promise<LoadResult> {
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  const result: LoadResult = { seconds: 0, latenciesMs: [], errors: 0, firstError: null };
  await Promise.all(
    clients.map(async (requests, index) => {
      const client = new Client(urls[index % urls.length] ?? "", { pipelining: 1 });
      for (let next = 0; performance.now() < endsAt; next += 1) {
        const request = requests[order === "around" ? next % requests.length : next];
        if (!request) break;
        await send(client, request, result);
        if (pauseMs > 0) await delay(pauseMs);
      }
      await client.close();
    }),
  );
  result.seconds = (performance.now() - startedAt) / 1000;
  return result;
}

async function send(client: Client, { method, path, headers, body }: LoadRequest, result: LoadResult): Promise<void> {
  const sentAt = performance.now();
  try {
    const answer = await client.request({ method, path, headers, body: body === "" ? null : body });
    if (answer.statusCode !== 200) {
      throw new Error(`${method} ${path} answered ${answer.statusCode}: ${await answer.body.text()}`);
    }
    for await (const _chunk of answer.body);
    result.latenciesMs.push(performance.now() - sentAt);
  } catch (error) {
    result.errors += 1;
    result.firstError ??= error instanceof Error ? error.message : String(error);
  }
}

process.on("message", (plan: LoadPlan) => void run(plan).then((result) => process.send?.(result)));
