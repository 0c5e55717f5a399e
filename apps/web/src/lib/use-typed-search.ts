import { useDeferredValue, useState } from "react";

/** What somebody types to find one of many, as a list procedure takes it; typing does not wait for the list. */
export function useTypedSearch() {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim()) || undefined;
  return { search, setTyped };
}
