import { Download } from "lucide-react";
import { CopyButton } from "#components/copy-button.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { downloadText } from "#lib/download-text.ts";
import { formatAbsoluteTime } from "#lib/format-time.ts";

export interface SecretOnceProps {
  /** What it is: "client secret". */
  label: string;
  value: string;
  /** Name of the file that Download makes. */
  fileName: string;
  /** When it dies; null when it does not. */
  expiresAt: Date | string | null;
}

/** A credential the server will never show again. */
export function SecretOnce({ label, value, fileName, expiresAt }: SecretOnceProps) {
  return (
    <div className="flex flex-col gap-3 rounded-md border border-warn bg-warn-soft p-3">
      <p className="text-warn">
        Copy this {label} now: it is not shown again.{" "}
        {expiresAt === null ? (
          "It does not expire."
        ) : (
          <>
            It dies <RelativeTime at={expiresAt} /> ({formatAbsoluteTime(new Date(expiresAt))}).
          </>
        )}
      </p>
      <code className="select-all break-all rounded-sm border bg-ground p-2 font-mono text-[0.8125rem]">{value}</code>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={value} label={label} hasText />
        <Button onClick={() => downloadText(fileName, value)}>
          <Download aria-hidden />
          Download
        </Button>
      </div>
    </div>
  );
}
