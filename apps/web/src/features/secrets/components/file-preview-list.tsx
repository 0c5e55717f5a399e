import { Badge } from "#components/ui/badge.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import type { FilePreview } from "#features/secrets/hooks/use-file-preview.ts";
import { countSecrets } from "#features/secrets/lib/by-place.ts";
import type { PreviewRow } from "#features/secrets/lib/file-preview.ts";

const STATES: Record<PreviewRow["state"], { label: string; tone: "good" | "warn" | "neutral" }> = {
  new: { label: "New", tone: "good" },
  changed: { label: "Changed", tone: "warn" },
  unreadable: { label: "There already, not yours to read", tone: "warn" },
  same: { label: "Same", tone: "neutral" },
};

const OVERWRITE = [
  { value: "overwrite", title: "Overwrite them", hint: "The values of now stay in the history." },
  { value: "skip", title: "Leave them as they are", hint: "Only what is new is added." },
] as const;

interface FilePreviewListProps {
  preview: FilePreview;
  isOverwriting: boolean;
  onOverwritingChange: (isOverwriting: boolean) => void;
}

/** What a file would change, line by line; its values stay hidden. */
export function FilePreviewList({ preview, isOverwriting, onOverwritingChange }: FilePreviewListProps) {
  const { rows, problems } = preview;
  const changedCount = rows.filter(({ state }) => state === "changed" || state === "unreadable").length;
  return (
    <>
      <p role="status">{summaryOf(rows)}</p>
      {problems.length > 0 && (
        <section role="alert" aria-label="What could not be read" className="rounded-sm bg-bad-soft px-3 py-2 text-bad">
          <p className="font-medium">
            {problems.length === 1 ? "One line is" : `${problems.length.toLocaleString("en")} lines are`} left out:
          </p>
          <ul className="max-h-40 overflow-y-auto">
            {problems.map(({ line, message }) => (
              <li key={`${line} ${message}`} className="break-words">
                Line {line}: {message}
              </li>
            ))}
          </ul>
        </section>
      )}
      {changedCount > 0 && (
        <RadioCards
          label={`${countSecrets(changedCount)} with another value`}
          options={OVERWRITE}
          value={isOverwriting ? "overwrite" : "skip"}
          onValueChange={(value) => onOverwritingChange(value === "overwrite")}
        />
      )}
      {rows.length > 0 && (
        <ul aria-label="What changes" className="flex flex-col divide-y rounded-md border">
          {rows.map(({ key, line, state, isAllowed }) => (
            <li key={key} className="flex flex-wrap items-center justify-between gap-2 px-3 py-1.5">
              <span className="min-w-0">
                <code className="break-all font-mono text-[0.8125rem]">{key}</code>{" "}
                <span className="text-muted">line {line}</span>
              </span>
              {isAllowed ? (
                <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
              ) : (
                <Badge tone="bad">Not yours to write</Badge>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function summaryOf(rows: readonly PreviewRow[]): string {
  if (rows.length === 0) return "There is no secret in this text.";
  const count = (...states: PreviewRow["state"][]) => rows.filter(({ state }) => states.includes(state)).length;
  return `${count("new")} new, ${count("changed", "unreadable")} changed, ${count("same")} the same.`;
}
