/** Words of a list, each one of the choices. @throws Error that says which is not */
export function choose<Choice extends string>(option: string, text: string, choices: readonly Choice[]): Choice[] {
  return text.split(",").map((word) => {
    const choice = choices.find((candidate) => candidate === word);
    if (!choice) throw new Error(`${option}: "${word}" is none of ${choices.join(", ")}`);
    return choice;
  });
}

/** @throws Error when it is none */
export function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`${option}: "${text}" is not a number above 0`);
  return number;
}
