import type { RouterOutputs } from "#lib/trpc.ts";

interface DeletionImpactProps {
  query: { data: RouterOutputs["folder"]["deletionImpact"] | undefined; isError: boolean };
  /** What it means to pods. */
  consequence: string;
}

const MAX_NAMED = 5;

/** What goes with a folder or an environment: counted, and whoever imports from it named. Inside a paragraph. */
export function DeletionImpact({ query: { data, isError }, consequence }: DeletionImpactProps) {
  if (isError) return `What is in it could not be counted. All of it is gone for good. ${consequence}`;
  if (!data) return "Counting what is in it…";
  return [goneSentence(data), importSentence(data.importedBy), consequence].filter((text) => text !== "").join(" ");
}

function goneSentence({ secretCount, folderCount }: { secretCount: number; folderCount: number }): string {
  if (secretCount === 0 && folderCount === 0) return "It is empty.";
  const folders = folderCount === 0 ? "" : ` and ${count(folderCount, "folder")}`;
  const isOne = secretCount + folderCount === 1;
  return `${count(secretCount, "secret")}${folders} in it ${isOne ? "is" : "are"} gone for good, with all versions.`;
}

function importSentence(importers: readonly { environment: string; secretPath: string }[]): string {
  if (importers.length === 0) return "";
  const named = importers.slice(0, MAX_NAMED).map(({ environment, secretPath }) => `${environment}:${secretPath}`);
  const more = importers.length > MAX_NAMED ? ` and ${importers.length - MAX_NAMED} more` : "";
  return `${named.join(", ")}${more} ${importers.length === 1 ? "imports" : "import"} from it and lose${importers.length === 1 ? "s" : ""} its secrets.`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
