import { formatTimeLeft, formatTimeToStart } from "#lib/countdown.ts";
import { formatAbsoluteTime } from "#lib/format-time.ts";
import { useNow } from "#lib/use-now.ts";

/** "12:05 left", counting down; the exact moment on hover. */
function TimeLeft({ until }: { until: Date | string }) {
  const date = new Date(until);
  return (
    <time dateTime={date.toISOString()} title={formatAbsoluteTime(date)} className="tabular-nums">
      {formatTimeLeft(date, useNow())}
    </time>
  );
}

/** Of a time that may be to come: "starts in 12:05", from its start on what is left of it. */
export function WindowTimeLeft({ startsAt, endsAt }: { startsAt: Date | string; endsAt: Date | string }) {
  const now = useNow();
  const start = new Date(startsAt);
  if (start <= now) return <TimeLeft until={endsAt} />;
  const title = `${formatAbsoluteTime(start)} until ${formatAbsoluteTime(new Date(endsAt))}`;
  return (
    <time dateTime={start.toISOString()} title={title} className="tabular-nums">
      {formatTimeToStart(start, now)}
    </time>
  );
}
