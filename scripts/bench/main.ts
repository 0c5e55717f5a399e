// `npm run bench`: measures Podpass beside the smallest server that does the same I/O, and prints tables.
import { kubernetesAssets, PostgresServer, postgresBinaries } from "@podpass/testing";
import { type Cluster, startFakeCluster, startRealCluster } from "../lab/cluster.ts";
import { LoadProcess } from "../lab/load/load-process.ts";
import { writeJson, writeTables } from "../lab/write-tables.ts";
import { makeEmbeddedBed, makePostgresBed } from "./bed.ts";
import { measure } from "./measure.ts";
import { type DatabaseName, type Options, parseOptions, USAGE } from "./options.ts";
import { emptyReport, type Report, toMarkdown } from "./report.ts";
import { dashboardSize } from "./scenarios/dashboard-size.ts";
import { hangingCluster } from "./scenarios/hanging-cluster.ts";
import { largeTables } from "./scenarios/large-tables.ts";
import type { Stage } from "./scenarios/scenario.ts";
import { startUp } from "./scenarios/start-up.ts";
import { twoReplicas } from "./scenarios/two-replicas.ts";

const COMPARISONS = { tables: largeTables, replicas: twoReplicas, hanging: hangingCluster };
const RESULT_FILE = "bench.json";

/** What the run can measure with on this machine; what is missing is said and left out. */
interface Machine {
  postgres: PostgresServer | null;
  clusters: Cluster[];
  load: LoadProcess;
}

async function prepare(options: Options, stack: AsyncDisposableStack): Promise<Machine> {
  const clusters: Cluster[] = [];
  if (options.clusters.includes("fake")) clusters.push(stack.use(await startFakeCluster()));
  if (options.clusters.includes("real")) {
    const assets = kubernetesAssets();
    if (assets) clusters.push(stack.use(await startRealCluster(assets)));
    else console.error("No real API server: KUBEBUILDER_ASSETS is not set");
  }
  const isWanted = options.databases.includes("postgres");
  if (isWanted && !postgresBinaries()) console.error("No PostgreSQL: it is not installed");
  const hasPostgres = isWanted && postgresBinaries() !== undefined;
  return {
    clusters,
    postgres: hasPostgres ? stack.use(await PostgresServer.start({ durable: true })) : null,
    load: stack.use(new LoadProcess()),
  };
}

async function measureOperations(options: Options, machine: Machine, report: Report): Promise<void> {
  const databases = options.databases.filter((name) => name === "embedded" || machine.postgres);
  for (const database of databases) {
    for (const cluster of machine.clusters) await measureOn(database, cluster, options, machine, report);
  }
}

async function measureOn(
  database: DatabaseName,
  cluster: Cluster,
  options: Options,
  { postgres, load }: Machine,
  report: Report,
): Promise<void> {
  // Only a login asks the cluster: the rest is measured once.
  const operations = options.operations.filter((operation) => operation === "login" || cluster.name === "fake");
  if (operations.length === 0) return;
  await using bed =
    database === "postgres" && postgres ? await makePostgresBed(postgres, cluster) : await makeEmbeddedBed(cluster);
  for (const operation of operations) {
    for (const clients of options.clients) {
      console.error(`${operation}, ${database}, ${cluster.name} cluster, ${clients} clients …`);
      const jwts = await cluster.podJwts(clients);
      const subjects = [bed.podpass, bed.floor];
      const [podpass, floor] = await measure(load, subjects, { operation, jwts, seconds: options.seconds });
      if (!podpass || !floor) throw new Error("Two subjects have two figures");
      for (const { firstError } of [podpass, floor]) if (firstError !== null) console.error(firstError);
      report.rows.push({ database, cluster: cluster.name, operation, clients, podpass, floor });
    }
  }
}

async function compare(options: Options, { clusters, postgres, load }: Machine, report: Report): Promise<void> {
  const cluster = clusters.find(({ name }) => name === "fake");
  if (cluster && postgres) {
    const stage: Stage = { cluster, postgres, load, seconds: options.seconds };
    for (const scenario of options.scenarios) {
      if (scenario === "start") continue;
      console.error(`${scenario} …`);
      report.comparisons.push(...(await COMPARISONS[scenario](stage)));
    }
  }
  if (!options.scenarios.includes("start")) return;
  for (const database of options.databases) {
    if (database === "embedded") report.startUps.push(await startUp(database, null));
    else if (postgres) report.startUps.push(await startUp(database, postgres));
  }
  report.dashboard = await dashboardSize();
}

async function main(options: Options): Promise<void> {
  const report = emptyReport();
  await using stack = new AsyncDisposableStack();
  const machine = await prepare(options, stack);
  await measureOperations(options, machine, report);
  await compare(options, machine, report);
  const markdown = toMarkdown(report);
  console.log(`\n${markdown}\n`);
  console.log(`As JSON: ${await writeJson(RESULT_FILE, report)}`);
  if (options.isWritten) await writeTables("performance.md", markdown);
  process.exitCode = report.rows.some(({ podpass, floor }) => podpass.errors + floor.errors > 0) ? 1 : 0;
}

try {
  await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof TypeError) console.error(`\n${USAGE}`);
  process.exitCode = 1;
}
