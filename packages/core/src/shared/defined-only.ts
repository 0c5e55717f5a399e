/** Leaves out the fields a caller did not give, so that spreading a change over what is stored keeps the rest. */
export function definedOnly<Change extends object>(change: Change): Partial<Change> {
  // Only drops keys, so the rest keeps its types.
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Change>;
}
