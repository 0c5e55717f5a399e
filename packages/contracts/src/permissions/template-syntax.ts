/** Where a condition leaves a place for something that is known of the caller only. */
const TEMPLATE = /\{\{([^{}]*)\}\}/gu;
const METADATA_PREFIX = "identity.metadata.";

/** The templates besides an identity's metadata. */
export const FIXED_TEMPLATES = [
  "identity.id",
  "identity.name",
  "identity.auth.kubernetes.namespace",
  "identity.auth.kubernetes.name",
] as const;
export type FixedTemplate = (typeof FIXED_TEMPLATES)[number];

export const TEMPLATES_IN_WORDS = [...FIXED_TEMPLATES, `${METADATA_PREFIX}KEY`]
  .map((template) => `{{${template}}}`)
  .join(", ");

/** The names between `{{` and `}}`. What is left open or nested counts as a template nobody knows. */
export function findTemplates(text: string): string[] {
  const names = [...text.matchAll(TEMPLATE)].map(([, name = ""]) => name.trim());
  const rest = text.replaceAll(TEMPLATE, "");
  return rest.includes("{{") || rest.includes("}}") ? [...names, rest] : names;
}

/** Whether a template is a fixed one: not one of an identity's metadata. */
export function isFixedTemplate(name: string): name is FixedTemplate {
  return FIXED_TEMPLATES.some((known) => known === name);
}

/** Whether a template can ever be filled in: any other is refused when a role is saved. */
export function isKnownTemplate(name: string): boolean {
  return isFixedTemplate(name) || metadataKeyOf(name) !== null;
}

/** The metadata key a template asks for, or null when it asks for something else. */
export function metadataKeyOf(name: string): string | null {
  const key = name.startsWith(METADATA_PREFIX) ? name.slice(METADATA_PREFIX.length) : "";
  return key === "" ? null : key;
}

/** Puts a value in the place of every template; `valueFor` gets its name. */
export function fillTemplates(text: string, valueFor: (name: string) => string): string {
  return text.replaceAll(TEMPLATE, (_whole, name: string) => valueFor(name.trim()));
}
