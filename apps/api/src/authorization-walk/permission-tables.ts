import { ORGANIZATION_ROLES, PROJECT_ROLES } from "@podpass/contracts";
import type { Call } from "./calls.ts";
import { type Held, isAllowed, type Needs } from "./needs.ts";

const NOTHING: Held = { organization: [], project: [] };

/** The columns: what a caller holds who has this one role. */
const COLUMNS: readonly { title: string; held: Held }[] = [
  // Who may open every project of the organization is its admin.
  {
    title: "Organization Admin",
    held: { organization: ORGANIZATION_ROLES.admin.rules, project: PROJECT_ROLES.admin.rules },
  },
  { title: "Organization Member", held: { ...NOTHING, organization: ORGANIZATION_ROLES.member.rules } },
  { title: "Project Admin", held: { ...NOTHING, project: PROJECT_ROLES.admin.rules } },
  { title: "Project Developer", held: { ...NOTHING, project: PROJECT_ROLES.member.rules } },
  { title: "Project Viewer", held: { ...NOTHING, project: PROJECT_ROLES.viewer.rules } },
];

/** A table in Markdown: each call with what it needs and which roles have it. */
export function tableOf(calls: readonly Call[]): string {
  const head = ["Call", "Needs", ...COLUMNS.map(({ title }) => title)];
  const rows = calls.map(({ name, needs, isBounded }) => [
    `\`${name}\``,
    `${inWords(needs)}${isBounded ? " ≤" : ""}`,
    ...COLUMNS.map(({ held }) => (isAllowed(needs, held) ? "✓" : "")),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function inWords(needs: Needs): string {
  if (needs.of === "anybody") return "nothing";
  if (needs.of === "known") return "to be known";
  if (needs.of === "both") return `organization: \`${needs.organization}\`, project: \`${needs.project}\``;
  if (needs.permissions.length === 0) return "any role in the project";
  return `${needs.of}: ${needs.permissions.map((permission) => `\`${permission}\``).join(", ")}`;
}

/** The text with what stands between the marks of that name replaced. Throws when the marks are not there. */
export function withSection(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The marks of ${name} are missing`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}
