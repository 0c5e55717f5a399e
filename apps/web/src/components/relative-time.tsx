import { useSyncExternalStore } from "react";
import { formatAbsoluteTime, formatRelativeTime } from "#lib/format-time.ts";

const TICK_MS = 30_000;
let now = new Date();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    now = new Date();
    listener();
  }, TICK_MS);
  return () => clearInterval(timer);
}

interface RelativeTimeProps {
  at: Date | string | null;
  /** Said when there is no moment. */
  absent?: string;
}

/** "3 hours ago", kept current; the exact moment on hover. */
export function RelativeTime({ at, absent = "never" }: RelativeTimeProps) {
  const current = useSyncExternalStore(subscribe, () => now);
  if (at === null) return <span className="text-muted">{absent}</span>;
  const date = new Date(at);
  // A moment that came after the last tick is not in the future.
  const reference = new Date(Math.max(current.getTime(), Date.now()));
  return (
    <time dateTime={date.toISOString()} title={formatAbsoluteTime(date)} className="whitespace-nowrap">
      {formatRelativeTime(date, reference)}
    </time>
  );
}
