import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, type Ref, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { afterPress } from "#lib/after-press.ts";
import { addChips } from "#lib/chips.ts";
import { cn } from "#lib/cn.ts";

interface ChipsInputProps {
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  /** What is wrong with one chip, or null. A wrong chip stays, marked, so that nothing typed is lost. */
  validateChip?: (chip: string) => string | null;
  /** What one chip is: "namespace". */
  chipLabel: string;
  placeholder?: string;
  onBlur?: () => void;
  /** Needed outside a Field. */
  "aria-label"?: string;
  ref?: Ref<HTMLInputElement>;
}

/** A list of short texts. Enter, comma, space or leaving the field makes a chip; Backspace in the empty field takes the last one. */
export function ChipsInput({
  value,
  onValueChange,
  validateChip,
  chipLabel,
  placeholder,
  onBlur,
  ref,
  ...props
}: ChipsInputProps) {
  const [draft, setDraft] = useState("");

  function commit(text: string): void {
    setDraft("");
    const next = addChips(value, text);
    if (next.length !== value.length) onValueChange(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const isSeparator = event.key === "Enter" || event.key === "," || event.key === " ";
    if (isSeparator && draft !== "") {
      event.preventDefault();
      commit(draft);
    } else if (event.key === "," || event.key === " ") {
      event.preventDefault();
    } else if (event.key === "Backspace" && draft === "" && value.length > 0) {
      onValueChange(value.slice(0, -1));
    }
  }

  function onPaste(event: ClipboardEvent): void {
    event.preventDefault();
    commit(draft + event.clipboardData.getData("text"));
  }

  const problems = value.flatMap((chip) => validateChip?.(chip) ?? []);
  return (
    <div className="flex flex-col gap-1.5">
      <Input
        ref={ref}
        aria-label={props["aria-label"]}
        value={draft}
        onValueChange={setDraft}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() =>
          afterPress(() => {
            commit(draft);
            onBlur?.();
          })
        }
        placeholder={placeholder}
        spellCheck={false}
      />
      {value.length > 0 && (
        <ul aria-label={`Chosen ${chipLabel}s`} className="flex flex-wrap gap-1">
          {value.map((chip) => (
            <Chip
              key={chip}
              chip={chip}
              label={chipLabel}
              isInvalid={(validateChip?.(chip) ?? null) !== null}
              onRemove={() => onValueChange(value.filter((other) => other !== chip))}
            />
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <p role="alert" className="text-[0.8125rem] text-bad">
          {[...new Set(problems)].join(" ")}
        </p>
      )}
    </div>
  );
}

interface ChipProps {
  chip: string;
  label: string;
  isInvalid: boolean;
  onRemove: () => void;
}

function Chip({ chip, label, isInvalid, onRemove }: ChipProps) {
  return (
    <li
      className={cn(
        "flex max-w-full items-center rounded-xs bg-active font-mono text-[0.8125rem]",
        isInvalid && "bg-bad-soft! text-bad",
      )}
    >
      <span className="truncate px-1.5 py-0.5">
        {chip}
        {isInvalid && <span className="sr-only"> (invalid)</span>}
      </span>
      <button
        type="button"
        aria-label={`Remove ${label} ${chip}`}
        onClick={onRemove}
        className="flex size-6 items-center justify-center rounded-xs hover:bg-hover"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}
