import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Input } from "#components/ui/input.tsx";

const SETTLE_MS = 250;

interface FilterBoxProps {
  /** From the URL, which names no empty filter. */
  value: string | undefined;
  /** Called when typing has paused, not at every letter. */
  onValueChange: (value: string | undefined) => void;
  /** What is filtered: "Filter projects". */
  label: string;
}

export function FilterBox({ value = "", onValueChange, label }: FilterBoxProps) {
  const [draft, setDraft] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);

  // The URL changed by itself (back, a link) and not through this box: what stands here follows it.
  if (seen !== value) {
    setSeen(value);
    if (value !== sent) setDraft(value);
  }

  // The clock: waits for a pause in typing.
  useEffect(() => {
    const next = draft.trim();
    if (next === value) return;
    const timer = setTimeout(() => {
      setSent(next);
      onValueChange(next || undefined);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [draft, value, onValueChange]);

  return (
    <div className="relative w-full sm:w-64">
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted" />
      <Input
        type="search"
        aria-label={label}
        placeholder={`${label}…`}
        value={draft}
        onValueChange={setDraft}
        className="pl-8!"
      />
    </div>
  );
}
