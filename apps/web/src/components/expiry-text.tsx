import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { formatAbsoluteTime } from "#lib/format-time.ts";

const SOON_MS = 30 * 86_400_000;

interface ExpiryTextProps {
  expiresAt: Date | string | null;
}

/** When something dies, marked when that is soon or has been. */
export function ExpiryText({ expiresAt }: ExpiryTextProps) {
  if (expiresAt === null) return <span>It never expires.</span>;
  const date = new Date(expiresAt);
  const leftMs = date.getTime() - Date.now();
  return (
    <span>
      {leftMs <= 0 ? <Badge tone="bad">Expired</Badge> : leftMs < SOON_MS && <Badge tone="warn">Expires soon</Badge>}{" "}
      {leftMs <= 0 ? "It expired" : "It expires"} <RelativeTime at={date} /> ({formatAbsoluteTime(date)}).
    </span>
  );
}
