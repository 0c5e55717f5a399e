import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";

/** No release of Vault: clients that look for features of one must not find them. */
const VERSION = "0.0.0+podpass";
const CLUSTER_NAME = "podpass";

const HealthAnswer = z.object({
  initialized: z.literal(true),
  sealed: z.literal(false),
  standby: z.literal(false),
  performance_standby: z.literal(false),
  replication_performance_mode: z.literal("disabled"),
  replication_dr_mode: z.literal("disabled"),
  server_time_utc: z.int(),
  version: z.string(),
  cluster_name: z.string(),
  cluster_id: z.string(),
});

const InitAnswer = z.object({ initialized: z.literal(true) });

const SealAnswer = z.object({
  type: z.literal("shamir"),
  initialized: z.literal(true),
  sealed: z.literal(false),
  t: z.int(),
  n: z.int(),
  progress: z.int(),
  nonce: z.string(),
  version: z.string(),
  cluster_name: z.string(),
});

/** What clients and probes ask before anything else. There is no seal: a server that runs is open. */
export const health: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/sys/health",
    { schema: { response: { 200: HealthAnswer } }, config: { isUncounted: true } },
    async (request) => ({
      initialized: true as const,
      sealed: false as const,
      standby: false as const,
      performance_standby: false as const,
      replication_performance_mode: "disabled" as const,
      replication_dr_mode: "disabled" as const,
      server_time_utc: Math.floor(request.publicContext().clock.now().getTime() / 1000),
      version: VERSION,
      cluster_name: CLUSTER_NAME,
      cluster_id: "",
    }),
  );

  app.get("/sys/init", { schema: { response: { 200: InitAnswer } } }, async () => ({ initialized: true as const }));

  app.get("/sys/seal-status", { schema: { response: { 200: SealAnswer } } }, async () => ({
    type: "shamir" as const,
    initialized: true as const,
    sealed: false as const,
    t: 1,
    n: 1,
    progress: 0,
    nonce: "",
    version: VERSION,
    cluster_name: CLUSTER_NAME,
  }));
};
