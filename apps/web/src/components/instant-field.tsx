import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { fromLocalInput, toLocalInput } from "#lib/local-input.ts";

interface InstantFieldProps {
  label: string;
  /** RFC 3339, from the URL. */
  value: string | undefined;
  onValueChange: (value: string | undefined) => void;
  error?: string | undefined;
}

/** One end of a period that a list is filtered by, in the reader's local time. */
export function InstantField({ label, value, onValueChange, error }: InstantFieldProps) {
  return (
    <div className="w-full sm:w-52">
      <Field label={label} error={error}>
        <Input
          type="datetime-local"
          // What is half typed is the field's own; only whole instants go into the URL.
          defaultValue={toLocalInput(value)}
          onValueChange={(text) => onValueChange(fromLocalInput(text))}
        />
      </Field>
    </div>
  );
}
