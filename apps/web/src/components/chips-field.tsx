import type { ReactNode, Ref } from "react";
import { ChipsInput } from "#components/chips-input.tsx";
import { Field } from "#components/ui/field.tsx";

interface ChipsFieldProps {
  label: string;
  help: ReactNode;
  /** What one chip is: "namespace". */
  chipLabel: string;
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  validateChip: (chip: string) => string | null;
  /** What the form found wrong with the list as a whole. */
  error: string | undefined;
  placeholder?: string;
  /** A sentence that reads the list back. */
  children?: ReactNode;
  onBlur: () => void;
  ref: Ref<HTMLInputElement>;
}

/** A labelled list of chips. A wrong chip is explained at once; the list's own error follows when all chips are right. */
export function ChipsField({ label, help, error, children, ...input }: ChipsFieldProps) {
  const hasWrongChip = input.value.some((chip) => input.validateChip(chip) !== null);
  return (
    <Field label={label} help={help} error={hasWrongChip ? "" : error}>
      <ChipsInput {...input} />
      {children && <div className="text-[0.8125rem] text-muted">{children}</div>}
    </Field>
  );
}
