import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { PodpassServer } from "@podpass/testing";
import { furnish } from "../../lab/furnish.ts";
import { postgresEnv, temporaryFolder } from "../bed.ts";
import { planLoad } from "../plan.ts";
import { podpassSubject } from "../podpass-subject.ts";
import type { Comparison, Stage } from "./scenario.ts";

const CLIENTS = 64;
const ROUNDS = 3;

/** Logins a second of two replicas over one PostgreSQL, against one of them alone under the same load. */
export async function twoReplicas({ cluster, postgres, load, seconds }: Stage): Promise<Comparison[]> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await temporaryFolder(stack);
  const env = postgresEnv((await postgres.createDatabase()).url, randomBytes(32).toString("base64"));
  const one = stack.use(await PodpassServer.start({ dataDir, env }));
  const other = stack.use(await PodpassServer.start({ dataDir, env }));
  const subject = podpassSubject(one, await furnish(one.url, cluster));
  const jwts = await cluster.podJwts(CLIENTS);
  const plan = await planLoad(subject, { operation: "login", jwts, seconds: seconds / ROUNDS });
  const [alone, together] = [[one.url], [one.url, other.url]];
  await load.run({ ...plan, urls: together, seconds: 1 });
  const logins = { alone: 0, together: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    logins.alone += (await load.run({ ...plan, urls: alone })).latenciesMs.length;
    logins.together += (await load.run({ ...plan, urls: together })).latenciesMs.length;
  }
  return [
    {
      what: `Logins a second, ${CLIENTS} at a time, on ${availableParallelism()} cores: one replica; two`,
      base: `${Math.round(logins.alone / seconds)}/s`,
      compared: `${Math.round(logins.together / seconds)}/s`,
      ratio: logins.together / logins.alone,
      wanted: "at least 1.6 where each process has a core of its own",
    },
  ];
}
