/**
 * The organization that this tab shows stands in its address, as `org`: two tabs show two and never mix, and a copied
 * address leads a colleague to the same one. Nothing stands there for whoever has only one.
 */
export function chosenOrganization(): string | null {
  const text = new URLSearchParams(window.location.search).get("org");
  // The router writes a text in quotes that would otherwise read as a number.
  return text?.startsWith('"') ? text.slice(1, -1) : text;
}

/** The address of a file of that organization: a link carries no header. */
export function downloadAddress(path: string, query: Record<string, string | undefined>): string {
  const given = new URLSearchParams();
  const organization = chosenOrganization() ?? undefined;
  for (const [name, value] of Object.entries({ ...query, organization }))
    if (value !== undefined) given.set(name, value);
  return `/api/downloads/${path}?${given}`;
}

/** Shows another organization, from the start: nothing that was loaded of this one stays. */
export function openOrganization(slug: string): void {
  window.location.assign(`/?${new URLSearchParams({ org: slug })}`);
}
