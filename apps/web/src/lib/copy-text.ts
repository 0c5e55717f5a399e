/**
 * Puts a text on the clipboard. Throws where there is no clipboard: browsers offer it to https and localhost only, and
 * a dashboard on plain http in a private network has to do without.
 */
export async function copyText(text: string): Promise<void> {
  if (!navigator.clipboard) throw new Error("no clipboard in an insecure context");
  await navigator.clipboard.writeText(text);
}
