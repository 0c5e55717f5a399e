import { useSyncExternalStore } from "react";
import { formatTimeLeft } from "#lib/countdown.ts";
import { formatAbsoluteTime } from "#lib/format-time.ts";

let now = new Date();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    now = new Date();
    listener();
  }, 1000);
  return () => clearInterval(timer);
}

/** "12:05 left", counting down; the exact moment on hover. */
export function TimeLeft({ until }: { until: Date | string }) {
  const current = useSyncExternalStore(subscribe, () => now);
  const date = new Date(until);
  return (
    <time dateTime={date.toISOString()} title={formatAbsoluteTime(date)} className="tabular-nums">
      {formatTimeLeft(date, new Date(Math.max(current.getTime(), Date.now())))}
    </time>
  );
}
