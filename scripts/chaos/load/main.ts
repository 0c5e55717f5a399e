// The clients, in a process of their own. Their parent says when they begin and stop, and then gets what they were
// answered; they end with their parent.
import { Caller } from "./caller.ts";
import type { ClientPlan, Command } from "./client-plan.ts";
import { type ClientContext, runLimitedPod, runPod, runWriter } from "./clients.ts";
import { emptyLedger } from "./ledger.ts";

let stop: () => void = () => {};

async function run(plan: ClientPlan): Promise<void> {
  const ledger = emptyLedger();
  let isStopped = false;
  stop = () => {
    isStopped = true;
  };
  const { pods, limitedPods, writers } = plan.clients;
  const kinds = [
    ...Array<typeof runPod>(pods).fill(runPod),
    ...Array<typeof runPod>(limitedPods).fill(runLimitedPod),
    ...Array<typeof runPod>(writers).fill(runWriter),
  ];
  await Promise.all(
    kinds.map(async (work, index) => {
      const caller = new Caller(plan.urls[index % plan.urls.length] ?? "", ledger);
      const jwt = plan.jwts[index % plan.jwts.length] ?? "";
      const ctx: ClientContext = { plan, ledger, caller, index, jwt, isOver: () => isStopped };
      await work(ctx).catch((error: unknown) => ledger.violations.push(`A client stopped: ${String(error)}`));
      await caller.close();
    }),
  );
  process.send?.(ledger);
}

process.on("message", (command: Command) => (command.kind === "run" ? void run(command.plan) : stop()));
