import { randomUUID } from "node:crypto";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const SAMPLES = 1000;
/** Of the right shape, so that only what is known of the identity ends the login. */
const JWT = ["{}", "{}", "signature"].map((part) => Buffer.from(part).toString("base64url")).join(".");

describe("whoever guesses identities", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));

  test("tells none from another by status or body; how long the answers take is reported", async () => {
    const bare = await api().createIdentity("no-access", "bare");
    const configured = await api().createIdentity("no-access", "configured");
    const url = `/api/v1/auth/kubernetes-auth/identities/${configured}`;
    await api().admin("POST", url, { body: { kubernetesHost: "10.0.0.1", allowedNames: "*" } });
    const guesses: Record<string, () => { identityId: string; jwt: string }> = {
      "an unknown identity": () => ({ identityId: randomUUID(), jwt: JWT }),
      "an identity without Kubernetes Auth": () => ({ identityId: bare, jwt: JWT }),
      "junk for an unknown identity": () => ({ identityId: randomUUID(), jwt: randomUUID() }),
      "junk for an identity with Kubernetes Auth": () => ({ identityId: configured, jwt: randomUUID() }),
    };
    const durationsMs = new Map(Object.keys(guesses).map((name): [string, number[]] => [name, []]));
    const answers = new Set<string>();
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      for (const [name, guess] of Object.entries(guesses)) {
        const startedAt = performance.now();
        const { status, body } = await api().call("POST", "/api/v1/auth/kubernetes-auth/login", { body: guess() });
        durationsMs.get(name)?.push(performance.now() - startedAt);
        answers.add(JSON.stringify([status, { ...body, reqId: "" }]));
      }
    }
    expect([...answers]).toHaveLength(1);
    const medians = [...durationsMs].map(([name, values]) => `${name} ${medianOf(values).toFixed(2)} ms`);
    process.stdout.write(`Refusals before proof, medians of ${SAMPLES}: ${medians.join(", ")}\n`);
  });
});

function medianOf(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
