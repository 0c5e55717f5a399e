import { startFakeCluster } from "../../lab/cluster.ts";
import { addIdentity } from "../../lab/furnish.ts";
import { LoadProcess } from "../../lab/load/load-process.ts";
import { RestClient } from "../../lab/rest-client.ts";
import { makePostgresBed } from "../bed.ts";
import { percentile } from "../measure.ts";
import { planLoad } from "../plan.ts";
import { jsonRequest } from "../subject.ts";
import { type Comparison, milliseconds, type Stage } from "./scenario.ts";

const CLIENTS = 8;
const PODS_OF_HANGING_CLUSTER = 100;
/** The `Retry-After` that pods are given. */
const PAUSE_MS = 1000;

/** Logging in at one cluster while the pods of another, which takes reviews and answers none, try to. */
export async function hangingCluster({ cluster, postgres, load, seconds }: Stage): Promise<Comparison[]> {
  await using bed = await makePostgresBed(postgres, cluster);
  await using hanging = await startFakeCluster();
  await using otherPods = new LoadProcess();
  const identityId = await addIdentity(new RestClient(bed.podpass.url, bed.furniture.adminToken), hanging);
  const jwts = await cluster.podJwts(CLIENTS);
  const plan = await planLoad(bed.podpass, { operation: "login", jwts, seconds });
  await load.run({ ...plan, seconds: 1 });
  const before = await load.run(plan);
  await hanging.hang();
  const others = otherPods.run({
    ...plan,
    clients: (await hanging.podJwts(PODS_OF_HANGING_CLUSTER)).map((jwt) => [
      jsonRequest("/api/v1/auth/kubernetes-auth/login", { identityId, jwt }),
    ]),
    pauseMs: PAUSE_MS,
  });
  const during = await load.run(plan);
  await others;
  if (during.errors > 0) throw new Error(`Logins failed beside a hanging cluster: ${during.firstError}`);
  const [base, compared] = [percentile(before.latenciesMs, 50), percentile(during.latenciesMs, 50)];
  return [
    {
      what: `Login p50, ${CLIENTS} at a time: alone; while ${PODS_OF_HANGING_CLUSTER} pods of a cluster that hangs try`,
      base: milliseconds(base),
      compared: milliseconds(compared),
      ratio: compared / base,
      wanted: "about 1",
    },
  ];
}
