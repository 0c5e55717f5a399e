/** Rows of text under headings, as a table of Markdown. */
export function toTable(headings: readonly string[], rows: readonly string[][]): string {
  const lines = [headings, headings.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
