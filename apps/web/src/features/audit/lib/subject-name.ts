type Detail = Record<string, unknown>;
interface Named {
  subject: { name: string | null };
  detail: Detail;
}

/** What things are called in the details of events, the plainest first. */
const NAMES = ["key", "name", "slug", "path"];

/**
 * What an event's subject is called: as the event itself says, of what was renamed the new name; else as the person or the
 * identity is called now. Null when neither tells.
 */
export function subjectName({ subject, detail }: Named): string | null {
  return nameIn(detail) ?? subject.name;
}

function nameIn(detail: Detail): string | null {
  const name = NAMES.map((field) => textOf(detail[field])).find((text) => text !== null) ?? null;
  const environment = textOf(detail.environment);
  const path = textOf(detail.secretPath);
  return name !== null && environment !== null && path !== null ? `${name} in ${environment} ${path}` : name;
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  const isChange = typeof value === "object" && value !== null && "after" in value;
  return isChange && typeof value.after === "string" ? value.after : null;
}
