import { useEffect, useState } from "react";

/** How long a revealed value stays on screen. */
const REVEALED_MS = 30_000;

/** State that holds a revealed value, and forgets it after 30 seconds. */
export function useFading<Value>(): [Value | null, (value: Value | null) => void] {
  const [value, setValue] = useState<Value | null>(null);

  // The clock: what was revealed fades.
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(() => setValue(null), REVEALED_MS);
    return () => clearTimeout(timer);
  }, [value]);

  return [value, setValue];
}
