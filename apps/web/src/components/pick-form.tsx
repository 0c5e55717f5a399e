import { type ReactNode, useState } from "react";
import { StepActions } from "#components/step-actions.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";

interface PickFormProps {
  /** What one is: "identity". */
  noun: string;
  label: string;
  options: readonly ComboboxOption[];
  onSearchChange: (search: string) => void;
  isLoading: boolean;
  isError: boolean;
  onPick: (value: string) => void;
  back: ReactNode;
}

/** Chooses one of many that exist, found by typing, and goes on with it. */
export function PickForm({ noun, label, options, onSearchChange, isLoading, isError, onPick, back }: PickFormProps) {
  const [value, setValue] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (value !== null) onPick(value);
      }}
    >
      <Field label={label} error={isAsked && value === null ? `Choose the ${noun}` : undefined}>
        <Combobox
          options={options}
          value={value}
          onValueChange={setValue}
          onSearchChange={onSearchChange}
          isLoading={isLoading}
          placeholder="Type to search…"
          emptyText={isError ? "The list could not be loaded." : "None matches."}
        />
      </Field>
      <StepActions>
        {back}
        <SubmitButton isPending={false}>Continue</SubmitButton>
      </StepActions>
    </form>
  );
}
