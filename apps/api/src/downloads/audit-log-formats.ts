import type { AuditEventOutput } from "@podpass/contracts";
import { stringify } from "csv-stringify/sync";

export const AUDIT_LOG_FORMATS = {
  jsonl: { mediaType: "application/jsonl; charset=utf-8", extension: "jsonl", header: "", write: toJsonLines },
  csv: { mediaType: "text/csv; charset=utf-8; header=present", extension: "csv", header: csvHeader(), write: toCsv },
} as const;
export type AuditLogFormat = keyof typeof AUDIT_LOG_FORMATS;

/** The text of an export, part by part. */
export async function* writeAuditEvents(
  parts: AsyncIterable<readonly AuditEventOutput[]>,
  format: AuditLogFormat,
): AsyncGenerator<string> {
  const { header, write } = AUDIT_LOG_FORMATS[format];
  if (header !== "") yield header;
  for await (const events of parts) yield write(events);
}

/** https://jsonlines.org: one event a line, as the API answers it. */
function toJsonLines(events: readonly AuditEventOutput[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

/** RFC 4180, one column for each field and the detail as JSON. */
function csvHeader(): string {
  return stringify([
    [
      ...["id", "occurredAt", "action", "outcome", "actorType", "actorId", "actorName"],
      ...["subjectType", "subjectId", "subjectName", "projectId", "requestId", "ipAddress", "userAgent", "detail"],
    ],
  ]);
}

function toCsv(events: readonly AuditEventOutput[]): string {
  const rows = events.map((event) => [
    event.id,
    event.occurredAt.toISOString(),
    event.action,
    event.outcome,
    event.actor.type,
    event.actor.id,
    event.actor.name,
    event.subject.type,
    event.subject.id,
    event.subject.name,
    event.projectId,
    event.requestId,
    event.ipAddress,
    event.userAgent,
    JSON.stringify(event.detail),
  ]);
  // A name or a user agent that begins like a formula must not run in whoever's spreadsheet.
  return stringify(rows, { escape_formulas: true });
}
