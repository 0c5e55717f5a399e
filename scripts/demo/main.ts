import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PodpassServer } from "@podpass/testing";
import { RestClient, RestError } from "../lab/rest-client.ts";
import { type LabCluster, POD, startLabCluster } from "./lab-cluster.ts";
import { portIfFree } from "./preferred-port.ts";
import { type DemoState, repoint, seed } from "./seed.ts";

const PREFERRED_PORT = 8080;
const DEMO_DIR = join(import.meta.dirname, "../../.demo");
const DATA_DIR = join(DEMO_DIR, "data");
const STATE_FILE = join(DEMO_DIR, "state.json");

const startedAt = performance.now();

function step(text: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`\n[${seconds.padStart(5)} s] ${text}`);
}

/** Only a finished set-up leaves a state file; half of one is started over. */
async function readState(): Promise<DemoState | null> {
  try {
    // Written by this program alone, into its own folder.
    return JSON.parse(await readFile(STATE_FILE, "utf8")) as DemoState;
  } catch {
    return null;
  }
}

async function setUp(server: PodpassServer, lab: LabCluster, state: DemoState | null): Promise<DemoState> {
  const rest = new RestClient(server.url);
  if (state) {
    step("Found the organization an earlier run made; pointing its identity at this run's lab cluster");
    await repoint(rest, lab, state);
    return state;
  }
  step("Setting up an organization, a project with three secrets and an identity, over the REST API");
  const fresh = await seed(rest, lab);
  await writeFile(STATE_FILE, JSON.stringify(fresh), { mode: 0o600 });
  return fresh;
}

/** What a pod does: trade the JWT of its token file for an access token, and read a secret with it. */
async function doMainJob(server: PodpassServer, lab: LabCluster, state: DemoState): Promise<void> {
  const rest = new RestClient(server.url);
  const jwt = lab.podJwt();
  step(`A pod running as ${POD.namespace}/${POD.name} reads its service-account JWT and logs in`);
  console.log(`          POST ${server.url}/api/v1/auth/kubernetes-auth/login`);
  console.log(`          {"identityId": "${state.identityId}", "jwt": "${jwt.slice(0, 16)}…"}`);
  const login = await rest.send<{ accessToken: string; expiresIn: number }>(
    "POST",
    "/api/v1/auth/kubernetes-auth/login",
    { identityId: state.identityId, jwt },
  );
  console.log(`          200: an access token, valid for ${login.expiresIn} s (the cluster reviewed the JWT)`);
  const path = `/api/v4/secrets/DATABASE_URL?projectId=${state.projectId}&environment=prod`;
  step("The pod reads its secret with the access token");
  console.log(`          GET ${server.url}${path}`);
  const { secret } = await rest.as(login.accessToken).send<{ secret: { secretValue: string } }>("GET", path);
  console.log(`          200: DATABASE_URL = ${secret.secretValue}`);
}

async function start(lab: LabCluster): Promise<{ server: PodpassServer; state: DemoState }> {
  const state = await readState();
  if (!state) await rm(DEMO_DIR, { recursive: true, force: true });
  await mkdir(DATA_DIR, { recursive: true, mode: 0o700 });
  step("Starting Podpass on an embedded database");
  const server = await PodpassServer.start({ dataDir: DATA_DIR, port: await portIfFree(PREFERRED_PORT) });
  try {
    return { server, state: await setUp(server, lab, state) };
  } catch (error) {
    if (!state || !(error instanceof RestError)) throw error;
    // The saved administrator's token has expired, or what it made was deleted.
    step("The earlier run's set-up is no longer usable; starting over");
    await server.close();
    await rm(DEMO_DIR, { recursive: true, force: true });
    return start(lab);
  }
}

console.log("Podpass demo: a pod trades its Kubernetes identity for a short-lived access token and reads a secret.");
step("Starting a lab cluster (the Kubernetes TokenReview API over TLS)");
const lab = await startLabCluster();
console.log(`          ${lab.api.url}`);
const { server, state } = await start(lab);
let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    isStopping = true;
    server.process.kill("SIGTERM");
  });
}
server.process.once("exit", (code) => {
  void lab.api.close().then(() => process.exit(isStopping ? 0 : (code ?? 1)));
});
await doMainJob(server, lab, state);
step("Done. Podpass keeps running; Ctrl+C stops it.");
console.log(`
          Dashboard   ${server.url}
          Sign in as  ${state.email}
          Password    ${state.password}
`);
