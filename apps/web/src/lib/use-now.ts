import { useSyncExternalStore } from "react";

let ticked = new Date();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    ticked = new Date();
    listener();
  }, 1000);
  return () => clearInterval(timer);
}

/** The present, anew each second. */
export function useNow(): Date {
  const current = useSyncExternalStore(subscribe, () => ticked);
  return new Date(Math.max(current.getTime(), Date.now()));
}
