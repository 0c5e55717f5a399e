import { CreateSecretInput, UpdateSecretInput } from "@podpass/contracts";
import * as core from "../../../index.ts";
import type { Game } from "../game.ts";
import { pick } from "../pick.ts";
import { NAMES, PLACES, TAGS } from "../places.ts";
import type { Move, Turn } from "./move.ts";

async function changeSecret(
  game: Game,
  { ctx, which }: Turn,
  change: (key: string) => { tagIds: string[] } | { newKey: string },
) {
  const [, { environment, secretPath, secretName: key }] = pick([...(await game.placesNow())], which);
  const input = { projectId: game.projectId, environment, secretPath, key, ...change(key) };
  await core.updateSecret(ctx, UpdateSecretInput.parse(input));
}

/** Changes to what rules speak of, and ways to be shown a secret in another place than its own. */
export const PLACE_MOVES = {
  "rename folder": ({ projectId, folders }, { ctx, which, other }) =>
    core.updateFolder(ctx, { projectId, folderId: pick(folders, which), name: pick(NAMES, other) }),
  "rename environment": ({ projectId, environments }, { ctx, which, other }) => {
    const slug = pick(["dev", "prod", "qa"], other);
    return core.updateEnvironment(ctx, { projectId, environmentId: pick(environments, which), slug });
  },
  "rename tag": ({ projectId, tags }, { ctx, which, other }) =>
    core.updateTag(ctx, { projectId, tagId: pick(tags, which), slug: pick([...TAGS, "x"], other) }),
  "delete tag": ({ projectId, tags }, { ctx, which }) => core.deleteTag(ctx, { projectId, tagId: pick(tags, which) }),
  "tag secret": (game, turn) => changeSecret(game, turn, () => ({ tagIds: game.tags.slice(turn.other % 3) })),
  "rename secret": (game, turn) =>
    changeSecret(game, turn, (key) => ({ newKey: pick([`K${key}`, "KEY_9"], turn.other) })),
  import: ({ projectId }, { ctx, which, other }) => {
    const [into, from] = [pick(PLACES, other), pick(PLACES, which)];
    const source = { environment: from.environment, secretPath: from.secretPath };
    const place = { projectId, environment: into.environment, secretPath: into.secretPath };
    return core.createSecretImport(ctx, { ...place, source });
  },
  refer: ({ projectId }, { ctx, which, other }) => {
    const [into, from] = [pick(PLACES, other), pick(PLACES, which)];
    const address = [from.environment, ...from.secretPath.split("/").filter(Boolean), `KEY_${which % PLACES.length}`];
    const place = { projectId, environment: into.environment, secretPath: into.secretPath };
    const secret = { key: `REFERENCE_${which}`, value: `\${${address.join(".")}}` };
    return core.createSecret(ctx, CreateSecretInput.parse({ ...place, ...secret }));
  },
} satisfies Record<string, Move>;
