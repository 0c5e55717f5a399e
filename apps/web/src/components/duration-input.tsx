import { type Ref, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { formatDuration, parseDuration } from "#lib/duration.ts";

interface DurationInputProps {
  /** Seconds; NaN while what is typed is not a duration. */
  value: number;
  onValueChange: (seconds: number) => void;
  /** What 0 means here, shown beside it: "without limit". */
  zeroMeaning?: string;
  onBlur?: () => void;
  ref?: Ref<HTMLInputElement>;
}

/** A duration typed as `30d`, `2h` or seconds, with the seconds beside it. */
export function DurationInput({ value, onValueChange, zeroMeaning, onBlur, ref }: DurationInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? (Number.isNaN(value) ? "" : formatDuration(value));

  function onTextChange(next: string): void {
    setDraft(next);
    onValueChange(parseDuration(next) ?? Number.NaN);
  }

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Input
        ref={ref}
        value={text}
        onValueChange={onTextChange}
        onBlur={() => {
          // What could not be read stays as typed; what could is shown in its shortest form.
          if (!Number.isNaN(value)) setDraft(null);
          onBlur?.();
        }}
        placeholder="30d"
        spellCheck={false}
        className="w-36! font-mono"
      />
      <output className="text-[0.8125rem] text-muted">{describeSeconds(value, zeroMeaning)}</output>
    </div>
  );
}

function describeSeconds(seconds: number, zeroMeaning: string | undefined): string {
  if (Number.isNaN(seconds)) return "Type a duration such as 30d, 2h or 45m.";
  if (seconds === 0 && zeroMeaning) return `0 seconds: ${zeroMeaning}`;
  return `${seconds.toLocaleString("en")} ${seconds === 1 ? "second" : "seconds"}`;
}
