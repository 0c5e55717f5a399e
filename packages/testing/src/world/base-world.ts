import { randomBytes, randomUUID } from "node:crypto";
import {
  createAccessTokenSigner,
  createRootKeys,
  createServices,
  openStore,
  type PublicContext,
  rootKeyFromBytes,
  type Services,
} from "@podpass/core";
import type { Database } from "@podpass/prisma";
import { FakeKubernetesApi } from "../fake-kubernetes-api/index.ts";
import { TestClock } from "../test-clock.ts";
import { openTestDatabase, type TestDatabaseKind } from "./open-test-database.ts";

export interface WorldOptions {
  /** Default "memory". "postgres" needs PostgreSQL to be installed: see `postgresBinaries`. */
  database?: TestDatabaseKind;
  clock?: TestClock;
  /** An API server that others use too; it is then not closed with the world. */
  kubernetes?: FakeKubernetesApi;
}

export interface LogEntry {
  level: "info" | "warn" | "error";
  fields: Record<string, unknown>;
  message: string;
}

/** A running Podpass without an adapter: every part is the real one but the clock and the cluster. */
export interface BaseWorld extends AsyncDisposable {
  readonly database: Database;
  readonly services: Services;
  readonly clock: TestClock;
  /** Lives by the same clock. */
  readonly kubernetes: FakeKubernetesApi;
  /** What was logged, oldest first. */
  readonly logs: readonly LogEntry[];
  /** A request of nobody in particular, with a request id of its own. */
  publicContext(request?: { ipAddress?: string; requestId?: string; userAgent?: string }): PublicContext;
}

/** A world without any organization: what a server is before it is set up. */
export async function createEmptyWorld(options: WorldOptions = {}): Promise<BaseWorld> {
  const clock = options.clock ?? new TestClock();
  const [database, kubernetes] = await Promise.all([
    openTestDatabase(options.database ?? "memory"),
    options.kubernetes ?? FakeKubernetesApi.start({ clock }),
  ]);
  const logs: LogEntry[] = [];
  const log = (level: LogEntry["level"]) => (fields: Record<string, unknown>, message: string) => {
    logs.push({ level, fields, message });
  };
  const services = createServices({
    ...openStore(database),
    changes: database.changes,
    clock,
    logger: { info: log("info"), warn: log("warn"), error: log("error") },
    rootKeys: createRootKeys(rootKeyFromBytes(randomBytes(32))),
    accessTokenSigner: createAccessTokenSigner(randomBytes(32), clock),
    allowedKubernetesHosts: [],
    ownCluster: { host: null, port: 443, folder: "/nowhere" },
    sessionLimits: { idleSeconds: 43_200, maxSeconds: 604_800 },
    auditRetentionDays: null,
    mailer: null,
    siteUrl: "https://podpass.example.com",
  });
  return {
    database,
    services,
    clock,
    kubernetes,
    logs,
    publicContext: ({ ipAddress = "127.0.0.1", requestId = randomUUID(), userAgent = "test" } = {}) => ({
      ...services,
      request: { ipAddress, requestId, userAgent },
    }),
    async [Symbol.asyncDispose]() {
      await services.tokenReviews.close();
      await Promise.all([database.close(), options.kubernetes ? undefined : kubernetes.close()]);
    },
  };
}

/**
 * The same caller, whose audit events the database refuses: its request id has a NUL, which no text in PostgreSQL has.
 * What such a caller changes must not stay.
 */
export function withoutAudit<Context extends PublicContext>(ctx: Context): Context {
  return { ...ctx, request: { ...ctx.request, requestId: "\u0000" } };
}
