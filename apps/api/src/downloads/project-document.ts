import type { OpenedProjectExport } from "@podpass/core";

/**
 * The text of an export, part by part: JSON with each secret on a line of its own. Whether it is partial stands at the end,
 * where it is known; a document that broke off is no JSON.
 */
export async function* writeProjectDocument(opened: OpenedProjectExport): AsyncGenerator<string> {
  let { isPartial } = opened;
  let separator = "\n";
  yield `${JSON.stringify(opened.head, null, 2).slice(0, -2)},\n  "secrets": [`;
  for await (const part of opened.parts) {
    isPartial ||= part.isPartial;
    if (part.secrets.length === 0) continue;
    yield separator + part.secrets.map((secret) => `    ${JSON.stringify(secret)}`).join(",\n");
    separator = ",\n";
  }
  yield `\n  ],\n  "isPartial": ${isPartial}\n}\n`;
}
