import { ListSecretsInput } from "@podpass/contracts";
import { createWorld, type World } from "@podpass/testing/world";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as core from "../../index.ts";
import { AppError } from "../../index.ts";
import { openProject } from "../project-access.ts";
import { beginGame } from "./begin-game.ts";
import { Beginning } from "./beginnings.ts";
import { type Game, HOUR_SECONDS } from "./game.ts";
import { moveOf, Step } from "./moves/moves.ts";
import { pick } from "./pick.ts";
import { plantedValue } from "./places.ts";
import { atomsOf } from "./reach.ts";

/** Does it, or is refused. */
async function take(game: Game, { act, ...step }: Step): Promise<boolean> {
  if (act === "wait") {
    game.world.clock.advanceSeconds(HOUR_SECONDS);
    return true;
  }
  try {
    await moveOf(act)(game, { ...step, ctx: await game.open(pick(game.selves, step.by)) });
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** What the actor reaches beyond what it may. */
async function excess(game: Game): Promise<string[]> {
  const reached = new Set<string>();
  const places = await game.placesNow();
  for (const ctx of await game.openAll()) {
    const { rules } = await openProject(ctx, { id: game.projectId });
    for (const atom of atomsOf(ctx.organizationRules, rules, places)) reached.add(atom);
  }
  const due = game.due.atomsAt(game.world.clock.now(), game.secrets);
  return [...reached].filter((atom) => !due.has(atom));
}

/** The secrets whose values the actor is shown beyond those it may read, by imports and references too. */
async function shownInExcess(game: Game): Promise<string[]> {
  const { world, projectId, secrets, due } = game;
  const shown = new Set<string>();
  for (const ctx of await game.openAll()) {
    for (const environment of ["dev", "prod", "qa"]) {
      const input = { projectId, environment, isRecursive: true, isValueWanted: true };
      const all = ListSecretsInput.parse({ ...input, areImportsWanted: true, isExpanded: true });
      const { items, imports } = await core.listSecrets(ctx, all).catch(() => ({ items: [], imports: [] }));
      for (const { value } of [...items, ...imports.flatMap((from) => from.items)]) {
        for (const [id, { secretName = "" }] of secrets) if (value?.includes(plantedValue(secretName))) shown.add(id);
      }
    }
  }
  const allowed = due.atomsAt(world.clock.now(), secrets);
  return [...shown].filter((id) => !allowed.has(`secrets:readValue ${id}`));
}

describe("no way up", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const Steps = fc.array(Step, { minLength: 15, maxLength: 40, size: "max" });

  it("leads to more than was held or was given by somebody who held it, whatever is done in whichever order", async () => {
    await fc.assert(
      fc.asyncProperty(Beginning, Steps, async (beginning, steps) => {
        const game = await beginGame(world, beginning);
        expect(await excess(game)).toEqual([]);
        for (const step of steps) {
          if (!(await take(game, step))) continue;
          expect(await excess(game), step.act).toEqual([]);
        }
        expect(await shownInExcess(game)).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });
});
