import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PodpassServer, type PostgresDatabase, type PostgresServer } from "@podpass/testing";
import type { Cluster } from "../lab/cluster.ts";
import { type Furniture, furnish } from "../lab/furnish.ts";
import type { FloorConfig } from "./floor/floor-config.ts";
import { startFloor } from "./floor/floor-subject.ts";
import { podpassSubject } from "./podpass-subject.ts";
import type { Subject } from "./subject.ts";

/** A furnished Podpass and its floor, on the same data. */
export interface Bed extends AsyncDisposable {
  podpass: Subject;
  floor: Subject;
  furniture: Furniture;
}

/** Both on one PostgreSQL database, by default a new one. */
export async function makePostgresBed(
  postgres: PostgresServer,
  cluster: Cluster,
  database?: PostgresDatabase,
): Promise<Bed> {
  const stack = new AsyncDisposableStack();
  const dataDir = await temporaryFolder(stack);
  const { url } = database ?? (await postgres.createDatabase());
  const server = await PodpassServer.start({ dataDir, env: postgresEnv(url) });
  const furniture = await furnish(server.url, cluster);
  const podpass = stack.use(podpassSubject(server, furniture));
  const floor = stack.use(await startFloor(floorConfig({ kind: "postgres", url }, cluster, furniture)));
  return bedOf(podpass, floor, furniture, stack);
}

/** An embedded database is one process's alone: the floor has a copy of the furnished one. */
export async function makeEmbeddedBed(cluster: Cluster): Promise<Bed> {
  const stack = new AsyncDisposableStack();
  const folder = await temporaryFolder(stack);
  const [dataDir, copy] = [join(folder, "podpass"), join(folder, "floor")];
  await mkdir(dataDir, { mode: 0o700 });
  const first = await PodpassServer.start({ dataDir });
  const furniture = await furnish(first.url, cluster);
  await first.close();
  await cp(join(dataDir, "postgres"), copy, { recursive: true });
  const podpass = stack.use(podpassSubject(await PodpassServer.start({ dataDir }), furniture));
  const floor = stack.use(await startFloor(floorConfig({ kind: "embedded", folder: copy }, cluster, furniture)));
  return bedOf(podpass, floor, furniture, stack);
}

/** The environment of a server on this database, the same for every replica. */
export function postgresEnv(url: string, encryptionKey = randomBytes(32).toString("base64")): Record<string, string> {
  return { DATABASE_URL: url, ENCRYPTION_KEY: encryptionKey };
}

/** A folder that goes with the stack. */
export async function temporaryFolder(stack: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "podpass-bench-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function bedOf(podpass: Subject, floor: Subject, furniture: Furniture, stack: AsyncDisposableStack): Bed {
  return { podpass, floor, furniture, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

function floorConfig(database: FloorConfig["database"], cluster: Cluster, furniture: Furniture): FloorConfig {
  const { url, caCertificate, reviewerJwt } = cluster;
  return {
    database,
    cluster: { url, caCertificate, reviewerJwt },
    organizationId: furniture.organizationId,
    identityId: furniture.identityId,
    environmentId: furniture.environment.id,
  };
}
