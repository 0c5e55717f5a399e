import { pruneLoginAttempts, storeRefusalOverflows } from "@podpass/core";
import type { Env } from "../env.ts";
import type { Job } from "./run-jobs.ts";

/** Everything the server does by itself. */
export function jobsOf({ loginActivityRetentionDays }: Env): Job[] {
  return [
    {
      name: "prune-login-attempts",
      everySeconds: 300,
      run: (services) => pruneLoginAttempts(services, { retentionDays: loginActivityRetentionDays }),
    },
    { name: "store-refusal-overflows", everySeconds: 30, isForEachReplica: true, run: storeRefusalOverflows },
  ];
}
