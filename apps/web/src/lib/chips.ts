/** Splits what was typed or pasted into chips: at commas, semicolons and white space, without empty ones. */
export function splitChips(text: string): string[] {
  return text.split(/[\s,;]+/).filter((chip) => chip !== "");
}

/** Adds chips behind the present ones; one that is already there is not added again. */
export function addChips(present: readonly string[], text: string): string[] {
  return [...new Set([...present, ...splitChips(text)])];
}
