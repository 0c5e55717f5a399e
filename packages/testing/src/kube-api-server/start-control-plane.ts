import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createServerCredentials } from "../certificate-authority.ts";
import { findFreePort } from "../find-free-port.ts";
import { KubernetesClient } from "../kubernetes-client.ts";
import { createSigningKey, type SigningKey } from "../signing-key.ts";
import { SupervisedProcess } from "../supervised-process.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../temporary-folder.ts";

export const API_AUDIENCE = "https://kubernetes.default.svc";
const ETCD_READY_MS = 30_000;
const API_SERVER_READY_MS = 60_000;

/** A running etcd and kube-apiserver, and what it takes to talk to them. */
export interface ControlPlane {
  url: string;
  caCertificate: string;
  adminToken: string;
  signingKey: SigningKey;
  /** Acts as a member of system:masters. */
  client: KubernetesClient;
  /** How a binary ended that should be running, with the ends of both logs. */
  failure(): string | undefined;
  close(): Promise<void>;
}

/** @throws Error with the ends of both logs when either binary exits or is not ready in time. */
export async function startControlPlane(assetsFolder: string): Promise<ControlPlane> {
  const folder = createTemporaryFolder("podpass-kubernetes-");
  const { caCertificate, signingKey, adminToken } = await writeCredentials(folder);
  const [etcdUrl, peerUrl] = await Promise.all([findFreeUrl("http"), findFreeUrl("http")]);
  const url = await findFreeUrl("https");

  const processes: SupervisedProcess[] = [];
  const run = (name: string, args: string[]) => {
    const started = new SupervisedProcess({ name, command: join(assetsFolder, name), args, ownedFolder: folder });
    processes.push(started);
    return started;
  };
  const client = new KubernetesClient({ url, caCertificate, bearer: adminToken });
  const failure = () => {
    const ended = processes.find((process) => process.failure);
    const others = processes.filter((process) => process !== ended).map((process) => process.describeLog());
    return ended && [ended.failure, ...others].join("\n");
  };
  const close = async () => {
    await client.close();
    // The API server first: without etcd it would log errors and linger.
    for (const process of [...processes].reverse()) await process.stop();
    removeTemporaryFolder(folder);
  };
  try {
    const etcd = run("etcd", etcdArguments(folder, etcdUrl, peerUrl));
    // Its own log tells that it has the port. A health check could be answered by another test's etcd.
    await etcd.waitForLog("ready to serve client requests", ETCD_READY_MS);
    run("kube-apiserver", apiServerArguments(folder, etcdUrl, url));
    await waitUntilReady(client, failure);
  } catch (error) {
    const logs = processes.map((process) => process.describeLog()).join("\n");
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    await close();
    throw new Error(`The Kubernetes API server did not start: ${reason}\n${logs}`, { cause: error });
  }
  return { url, caCertificate, adminToken, signingKey, client, failure, close };
}

/** Makes the keys, certificates and the admin's token of one API server, in the files its arguments name. */
async function writeCredentials(folder: string) {
  const [{ caCertificate, serverCertificate, serverKey }, signingKey] = await Promise.all([
    createServerCredentials(["127.0.0.1", "localhost", "kubernetes.default.svc"]),
    createSigningKey("RS256"),
  ]);
  const adminToken = randomBytes(24).toString("hex");
  const files = {
    "server.crt": serverCertificate,
    "server.key": serverKey,
    "ca.crt": caCertificate,
    "service-account.key": signingKey.privateKeyPem,
    "service-account.pub": signingKey.publicKeyPem,
    "tokens.csv": `${adminToken},admin,admin,system:masters\n`,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode: 0o600 });
  return { caCertificate, signingKey, adminToken };
}

async function findFreeUrl(scheme: "http" | "https"): Promise<string> {
  return `${scheme}://127.0.0.1:${await findFreePort()}`;
}

function etcdArguments(folder: string, clientUrl: string, peerUrl: string): string[] {
  return [
    "--unsafe-no-fsync",
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${clientUrl}`,
    `--advertise-client-urls=${clientUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
  ];
}

function apiServerArguments(folder: string, etcdUrl: string, url: string): string[] {
  return [
    `--etcd-servers=${etcdUrl}`,
    `--secure-port=${new URL(url).port}`,
    "--bind-address=127.0.0.1",
    // Both, so that it starts on a machine without a default route, from which it would derive an address.
    "--advertise-address=127.0.0.1",
    "--endpoint-reconciler-type=none",
    `--cert-dir=${folder}`,
    "--tls-cert-file=server.crt",
    "--tls-private-key-file=server.key",
    "--client-ca-file=ca.crt",
    "--service-account-key-file=service-account.pub",
    "--service-account-signing-key-file=service-account.key",
    `--service-account-issuer=${API_AUDIENCE}`,
    `--api-audiences=${API_AUDIENCE}`,
    "--authorization-mode=RBAC",
    "--token-auth-file=tokens.csv",
    "--service-cluster-ip-range=10.96.0.0/16",
    // It would wait for a controller to give every namespace its default account, and no controller runs.
    "--disable-admission-plugins=ServiceAccount",
  ];
}

/** /readyz comes before two things that tests build on, which the server makes for itself a little later. */
const READY_PATHS = [
  "/readyz",
  "/apis/rbac.authorization.k8s.io/v1/clusterroles/system:auth-delegator",
  "/api/v1/namespaces/default",
];

async function waitUntilReady(client: KubernetesClient, failure: () => string | undefined): Promise<void> {
  const deadline = performance.now() + API_SERVER_READY_MS;
  let last = "no answer";
  while (performance.now() < deadline) {
    const failed = failure();
    if (failed) throw new Error(failed);
    const obstacles = await Promise.all(READY_PATHS.map((path) => describeObstacle(client, path)));
    const obstacle = obstacles.find((each) => each !== undefined);
    if (obstacle === undefined) return;
    last = obstacle;
    await delay(100);
  }
  throw new Error(`it was not ready after ${API_SERVER_READY_MS} ms (${last})`);
}

/** What stands in the way of a 200, or undefined. */
async function describeObstacle(client: KubernetesClient, path: string): Promise<string | undefined> {
  try {
    const { status } = await client.send({ path });
    return status === 200 ? undefined : `${path} answered ${status}`;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
