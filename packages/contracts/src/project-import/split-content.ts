import type { ExportedProjectSecret } from "../project-export.ts";
import { IMPORT_KINDS, type ImportContent, type ImportKind } from "./document-content.ts";
import { MAX_OTHERS_OF_IMPORT_PART, MAX_SECRETS_OF_IMPORT_PART } from "./part.ts";

/** Far below what the server reads of one call. A secret that is larger comes alone. */
const MAX_PART_BYTES = 512 * 1024;

type Thing = ImportContent[ImportKind][number];

/** Parts that the server takes one call each, and writes within seconds, in the order they must be written. */
export function splitContent<Secret extends ExportedProjectSecret>(
  content: ImportContent<Secret>,
): ImportContent<Secret>[] {
  const parts: ImportContent<Secret>[] = [];
  let part = emptyPart<Secret>();
  let take = roomOfPart();
  function add<Kind extends ImportKind>(kind: Kind, thing: ImportContent<Secret>[Kind][number]): void {
    if (!take(thing)) {
      part = emptyPart();
      take = roomOfPart();
      take(thing);
    }
    if (parts.at(-1) !== part) parts.push(part);
    const things: ImportContent<Secret>[Kind][number][] = part[kind];
    things.push(thing);
  }
  for (const kind of IMPORT_KINDS) for (const thing of content[kind]) add(kind, thing);
  return parts;
}

function emptyPart<Secret>(): ImportContent<Secret> {
  return { environments: [], tags: [], folders: [], secrets: [], imports: [] };
}

/** Whether one thing more fits into a part. A secret is cheap to write; the folder it is in and everything else is not. */
function roomOfPart(): (thing: Thing) => boolean {
  const places = new Set<string>();
  let share = 0;
  let bytes = 0;
  return (thing) => {
    const place = "key" in thing ? thing.environment + thing.secretPath : null;
    const others = place === null || !places.has(place) ? 1 / MAX_OTHERS_OF_IMPORT_PART : 0;
    const nextShare = share + others + (place === null ? 0 : 1 / MAX_SECRETS_OF_IMPORT_PART);
    const nextBytes = bytes + new TextEncoder().encode(JSON.stringify(thing)).length;
    if (bytes > 0 && (nextShare > 1 || nextBytes > MAX_PART_BYTES)) return false;
    if (place !== null) places.add(place);
    share = nextShare;
    bytes = nextBytes;
    return true;
  };
}
