import { diffLines } from "diff";
import { cn } from "#lib/cn.ts";

interface TextDiffProps {
  /** What the texts are: "Value". */
  label: string;
  before: string;
  after: string;
}

const SIGNS = { removed: "−", added: "+", same: " " } as const;
const LINE_CLASS = { removed: "bg-bad-soft text-bad", added: "bg-good-soft text-good", same: "text-muted" } as const;

/** Two texts line by line: removed lines with −, added ones with +. */
export function TextDiff({ label, before, after }: TextDiffProps) {
  const lines = linesOf(before, after);
  const isSame = lines.every(({ kind }) => kind === "same");
  return (
    <figure aria-label={label} className="flex flex-col gap-1">
      <figcaption className="font-medium">
        {label}
        {isSame && <span className="font-normal text-muted"> is the same</span>}
      </figcaption>
      {!isSame && (
        <ol className="max-h-72 overflow-auto rounded-sm border bg-raised font-mono text-[0.8125rem]">
          {lines.map(({ place, kind, text }) => (
            <li key={place} className={cn("flex whitespace-pre-wrap break-all px-2", LINE_CLASS[kind])}>
              <span aria-hidden className="w-4 shrink-0 select-none">
                {SIGNS[kind]}
              </span>
              <span className="sr-only">{kind === "same" ? "" : `${kind}: `}</span>
              {text || "\u00a0"}
            </li>
          ))}
        </ol>
      )}
    </figure>
  );
}

interface DiffLine {
  /** Among the lines of both texts. */
  place: number;
  kind: keyof typeof SIGNS;
  text: string;
}

function linesOf(before: string, after: string): DiffLine[] {
  const lines = diffLines(before, after).flatMap(({ value, added, removed }) => {
    const kind: DiffLine["kind"] = added ? "added" : removed ? "removed" : "same";
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text) => ({ kind, text }));
  });
  return lines.map((line, place) => ({ ...line, place }));
}
