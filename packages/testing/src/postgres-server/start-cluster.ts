import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findFreePort } from "../find-free-port.ts";
import { SupervisedProcess } from "../supervised-process.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../temporary-folder.ts";
import { postgresBinaries } from "./postgres-binaries.ts";

const INITDB_MS = 60_000;
const READY_MS = 30_000;
const READY_LINE = "database system is ready to accept connections";
const NOBODY = 65_534;

/** A cluster on disk, and where its server listens once it runs. */
export interface PostgresCluster {
  folder: string;
  binaries: string;
  port: number;
  password: string;
  isDurable: boolean;
  user: { uid: number; gid: number } | undefined;
}

/** Makes an empty cluster. @throws Error when PostgreSQL is not installed or initdb fails. */
export async function createCluster(isDurable: boolean, parentFolder?: string): Promise<PostgresCluster> {
  const binaries = postgresBinaries();
  if (!binaries)
    throw new Error("PostgreSQL's server is not installed: no initdb and postgres on PATH or in /usr/lib/postgresql");
  const folder = createTemporaryFolder("podpass-postgres-", parentFolder);
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const user = unprivilegedUser();
  if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  const cluster = { folder, binaries, port: await findFreePort(), password, isDurable, user };
  const initdb = new SupervisedProcess({
    ...shared(cluster, "initdb"),
    args: [
      `--pgdata=${join(folder, "data")}`,
      "--username=podpass",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ],
  });
  try {
    await initdb.waitForLog("Success. You can now start the database server", INITDB_MS);
    await initdb.exited;
  } catch (error) {
    removeTemporaryFolder(folder);
    throw error;
  }
  return cluster;
}

/** Starts the cluster's server. @throws Error with the end of its log when it exits or is not ready in time. */
export async function startServer(cluster: PostgresCluster): Promise<SupervisedProcess> {
  const { folder, port, isDurable } = cluster;
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: folder,
    max_connections: "200",
    ...(isDurable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const server = new SupervisedProcess({
    ...shared(cluster, "postgres"),
    args: [
      "-D",
      join(folder, "data"),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    // Not KILL, which would leave its shared memory behind.
    lastSignal: "QUIT",
  });
  try {
    await server.waitForLog(READY_LINE, READY_MS);
  } catch (error) {
    await server.stop("QUIT");
    throw error;
  }
  return server;
}

function shared({ binaries, folder, user }: PostgresCluster, name: "initdb" | "postgres") {
  // English messages: the line that says it is ready is looked for.
  return { name, command: join(binaries, name), ownedFolder: folder, env: { LC_ALL: "C" }, ...(user ? { user } : {}) };
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lookUp = (flag: "-u" | "-g") => Number(execFileSync("id", [flag, "postgres"], { stdio: "pipe" }).toString());
  try {
    return { uid: lookUp("-u"), gid: lookUp("-g") };
  } catch {
    return { uid: NOBODY, gid: NOBODY };
  }
}
