import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { root } from "../test/run-program.ts";
import { Trials } from "./trials.ts";

declare global {
  var podpassPlaces: Trials | undefined;
}

const { PODPASS_WANTED = "", PODPASS_TRIALS = "" } = process.env;
// Files that share a worker share what is known.
globalThis.podpassPlaces ??= new Trials(
  z
    .array(z.object({ id: z.string(), triedBy: z.array(z.string()).nullable() }))
    .parse(JSON.parse(readFileSync(PODPASS_WANTED, "utf8"))),
  PODPASS_TRIALS,
);

// The smallest example of a property that fails is of no interest here, and takes minutes. The core's own fast-check is
// not ours to import.
const fastCheck = createRequire(join(root, "packages/core/package.json"))("fast-check") as {
  configureGlobal(parameters: { endOnFailure: boolean }): void;
};
fastCheck.configureGlobal({ endOnFailure: true });
