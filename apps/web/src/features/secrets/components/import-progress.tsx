import { FormError } from "#components/form-error.tsx";
import type { ImportStep } from "#features/secrets/hooks/use-project-import.ts";

const SENTENCES = {
  looking: "Looking at what is there already.",
  writing: "Writing. What is written stays, also when it stops.",
  stopped:
    "The import stopped. What is written stays; look again to see what is left and write it. Nothing is written twice.",
  done: "The import is done.",
} as const;

/** How much of an import is done, and what became of it. */
export function ImportProgress({ step }: { step: Extract<ImportStep, { total: number }> }) {
  const { at, done, total } = step;
  const isOfWriting = at !== "looking";
  return (
    <>
      <p role="status">{SENTENCES[at]}</p>
      <div className="flex flex-col gap-1.5">
        <progress
          aria-label={isOfWriting ? "Written" : "Looked at"}
          value={done}
          max={Math.max(total, 1)}
          className="h-2 w-full appearance-none overflow-hidden rounded-full bg-active [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-active [&::-webkit-progress-value]:bg-accent"
        />
        <p className="text-muted tabular-nums">
          {done.toLocaleString("en")} of {total.toLocaleString("en")} {isOfWriting ? "written" : "looked at"}
        </p>
      </div>
      {at === "stopped" && <FormError error={step.error} />}
    </>
  );
}
