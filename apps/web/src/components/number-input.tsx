import { type Ref, useState } from "react";
import { Input } from "#components/ui/input.tsx";

interface NumberInputProps {
  /** A whole number; NaN while what is typed is not one. */
  value: number;
  onValueChange: (value: number) => void;
  /** What 0 means here, shown beside it: "without limit". */
  zeroMeaning?: string;
  onBlur?: () => void;
  ref?: Ref<HTMLInputElement>;
}

/** A whole number that keeps what is typed even while it is not one yet. */
export function NumberInput({ value, onValueChange, zeroMeaning, onBlur, ref }: NumberInputProps) {
  const [draft, setDraft] = useState<string | null>(null);

  function onTextChange(next: string): void {
    setDraft(next);
    onValueChange(/^\d+$/.test(next.trim()) ? Number(next) : Number.NaN);
  }

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Input
        ref={ref}
        inputMode="numeric"
        value={draft ?? (Number.isNaN(value) ? "" : String(value))}
        onValueChange={onTextChange}
        onBlur={() => {
          if (!Number.isNaN(value)) setDraft(null);
          onBlur?.();
        }}
        className="w-36! font-mono"
      />
      {value === 0 && zeroMeaning && <output className="text-[0.8125rem] text-muted">{zeroMeaning}</output>}
    </div>
  );
}
